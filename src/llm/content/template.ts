/** The parts of chat templates: who speaks (ChatML, Llama 3, Gemma, Granite), and in which channel (Harmony). */

export const NEVER = /(?!)/u;

const MODEL_ROLES = 'assistant|model|bot|chatbot|final';
const OTHER_ROLES =
  /^(?:user|system|tool|human|developer|function|functions|ipython|environment|observation|context|document|documents)$/iu;

/** Where the model speaks again after somebody else. */
export const MODEL_AGAIN = new RegExp(
  '<[|｜](?:assistant|chatbot_token|model|im_assistant)[|｜]>|\\[/INST\\]|\\[\\|assistant\\|\\]|' +
    `(?:<[|｜](?:im_start|start_header_id|start_of_role|start)[|｜]>|<start_of_turn>|<\\|turn>)(?=\\s*(?:${MODEL_ROLES})\\b)`,
  'iu',
);

const MAX_ROLE_CHARACTERS = 24;
const ROLE = /^[ \t]*(?<role>[a-z_]+)/iu;

/** The role at the beginning of `text`, which follows the mark that begins a turn; `end` is where it ends. */
export function roleAt(
  text: string,
  isEnd: boolean,
): { readonly isOther: boolean; readonly end: number } | 'open' {
  const found = ROLE.exec(text);
  const end = found?.[0].length ?? 0;
  if (
    !isEnd &&
    text.length <= MAX_ROLE_CHARACTERS &&
    (found === null ? text.trim() === '' : end === text.length)
  )
    return 'open';
  const role = found?.groups?.['role'] ?? '';
  if (new RegExp(`^(?:${MODEL_ROLES})$`, 'iu').test(role)) return { isOther: false, end };
  return OTHER_ROLES.test(role) ? { isOther: true, end } : { isOther: false, end: 0 };
}

const CHANNEL_END = /<[|｜](?:end|start|channel|call|return|im_end)[|｜]>/iu;
const CHANNEL_HEADER =
  /^(?<header>[^\n<]{0,120}(?:<[|｜]constrain[|｜]>[^\n<]{0,40})?)<[|｜]message[|｜]>/iu;
const MAX_HEADER_CHARACTERS = 220;
/** Of a header whose `<|message|>` is missing. */
const CHANNEL_NAME = /^\s*(?<header>analysis|commentary|final)/iu;

/**
 * The channel at the beginning of `text`, which follows `<|channel|>`, with what ends it when it is not for the person:
 * reasoning, and calls of tools. https://cookbook.openai.com/articles/openai-harmony
 */
export function channelAt(
  text: string,
  isEnd: boolean,
): { readonly end: number; readonly closer?: RegExp } | 'open' {
  const found = CHANNEL_HEADER.exec(text);
  const mayGrow = text.length < MAX_HEADER_CHARACTERS && !text.includes('\n');
  if (found === null && !isEnd && mayGrow) return 'open';
  const { 0: all = '', groups } = found ?? CHANNEL_NAME.exec(text) ?? {};
  const header = groups?.['header'] ?? '';
  const isForPerson = !/^\s*analysis/iu.test(header) && !/\bto=/u.test(header);
  return { end: all.length, ...(isForPerson ? {} : { closer: CHANNEL_END }) };
}
