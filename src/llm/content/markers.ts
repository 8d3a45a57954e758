/**
 * What servers leak into a model's text and is none of it: the tags around its reasoning, the tokens of its chat
 * template, its calls of tools. Each as its makers write it (chat templates of DeepSeek, Qwen, Kimi, Magistral, Seed,
 * Hunyuan, Command, Granite, GLM, Llama, Gemma, gpt-oss on huggingface.co), in any case.
 */
export type Marker = {
  readonly kind:
    | 'reasoning'
    | 'reasoning-end'
    /** A call of a tool, or somebody else's words between marks of their own; ends at `closer`. */
    | 'block'
    /** What stands alone and means nothing to a reader. */
    | 'token'
    /** Ends an answer: alone at the end of a text it is a token, also in code. */
    | 'end-token'
    /** Before the role of who speaks next: "assistant", "user". */
    | 'role'
    /** Somebody else speaks next, or the model. */
    | 'foreign'
    | 'assistant'
    /** Before a channel's name (gpt-oss: `analysis`, `commentary`, `final`). */
    | 'channel'
    | 'strike'
    | 'strike-end'
    /** Around the answer that follows reasoning. */
    | 'wrapper';
  /** Where it ends. */
  readonly end: number;
  readonly closer?: RegExp;
};

const LT = '(?:<|&lt;)';
const GT = '(?:>|&gt;)';

const REASONING_NAMES =
  'think thinking thinkings thought thoughts thought_process reasoning reason reasoning_content reflection reflect ' +
  'scratchpad scratch_pad inner_monologue innermonologue inner_thoughts inner_thought internal_monologue ' +
  'internal_thoughts chain_of_thought chainofthought cot analysis antthinking ant_thinking antml:thinking seed:think ' +
  'seed:cot_budget_reflect';
const BLOCK_NAMES =
  'tool_call tool_calls toolcall function_call function_calls functioncall tool_use tool_response tool_responses ' +
  'tool_result tool_results function_results minimax:tool_call seed:tool_call antml:function_calls tools tool_code tool_output ' +
  'tool_outputs execute_tool';
const TOKEN_NAMES =
  'bos eos pad unk sop eop eod cls sep mask start_of_image end_of_image begin_of_text begin_of_sentence ' +
  'beginning_of_sentence';
const END_TOKEN_NAMES =
  'end_of_turn end_of_text end_of_sentence end_of_utterance eot im_end endoftext';
const ROLE_NAMES = 'start_of_turn im_start';
const WRAPPER_NAMES = 'answer response final final_answer final_response output solution';

const list = (names: string) => names.split(' ');
const oneOf = (names: string) => list(names).join('|');

/** Names that have no fixed end. */
const OPEN_NAME = /^(?:think(?:ing)?_never_used_\w*|extra_id_\d*|unused\d*|function=[\w.-]*)$/iu;
const OPEN_NAME_STEMS = [
  'think_never_used_',
  'thinking_never_used_',
  'extra_id_',
  'unused',
  'function=',
];
/** What may stand between a name and its `>` while that has not come. */
const UNFINISHED_ATTRIBUTES =
  /^(?:\s+[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'<>&]+))*\s*(?:(?<=\s)[\w:-]*(?:=(?:"[^"]*|'[^']*|[^\s"'<>&]*)?)?)?\/?(?:&g?t?)?$/u;
const ALL_NAMES = list(
  [
    REASONING_NAMES,
    BLOCK_NAMES,
    TOKEN_NAMES,
    END_TOKEN_NAMES,
    ROLE_NAMES,
    WRAPPER_NAMES,
    'details s',
  ].join(' '),
).concat(OPEN_NAME_STEMS);
const GEMMA_NAMES = ['channel', 'turn', 'think', 'tool', 'tool_call', 'tool_response'];

const SQUARE_MARKS = [
  '[THINK]',
  '[/THINK]',
  '[INST]',
  '[/INST]',
  '[TOOL_CALLS]',
  '[/TOOL_CALLS]',
  '[TOOL_RESULTS]',
  '[/TOOL_RESULTS]',
  '[AVAILABLE_TOOLS]',
  '[/AVAILABLE_TOOLS]',
  '[SYSTEM_PROMPT]',
  '[/SYSTEM_PROMPT]',
  '[gMASK]',
];

const ATTRIBUTE = `[\\w:-]+=(?:"[^"]*"|'[^']*'|[^\\s"'<>&]+)`;
const tag = (names: string, slash: string) =>
  `${LT}\\s?${slash}\\s?(?:${names})(?:\\s+${ATTRIBUTE})*\\s*${GT}`;
const barred = (names: string) => `<[|｜](?:${names})[|｜]>`;

const REASONING_TAG_NAMES = `${oneOf(REASONING_NAMES)}|think(?:ing)?_never_used_\\w+`;
const REASONING_BARS =
  '(?:start|begin)[_▁]?(?:of[_▁])?(?:thinking|thought|think|reasoning)|think|thinking|thought|reasoning';
const REASONING_END_BARS =
  'end[_▁]?(?:of[_▁])?(?:thinking|thought|think|reasoning)|/think|/thinking|/thought|/reasoning';

/** What ends reasoning, whatever began it. */
const REASONING_END = [
  tag(REASONING_TAG_NAMES, '/'),
  '◁/think▷',
  '\\[/THINK\\]',
  '<unused95>',
  '<channel\\|>',
  barred(REASONING_END_BARS),
].join('|');

const REASONING = [
  tag(REASONING_TAG_NAMES, ''),
  '◁think▷',
  '\\[THINK\\]',
  '<unused94>(?:thought)?',
  '<\\|channel>(?:thought|analysis)?',
  barred(REASONING_BARS),
].join('|');

/** Where the answer begins that follows reasoning, also where that was never ended. */
export const ANSWER_START = new RegExp(
  `${tag('answer|response|final|final_answer|final_response|solution', '')}|${barred('begin_of_solution|start_response')}`,
  'iu',
);

/** The beginning and the end of a model's reasoning. */
export const reasoningMarks = {
  opener: new RegExp(REASONING, 'iu'),
  closer: new RegExp(REASONING_END, 'iu'),
} as const;

const ANY_BAR = '<[|｜][^\\s<>|｜]{1,80}[|｜]>';

type Rule = { readonly kind: Marker['kind']; readonly at: RegExp; readonly closer?: RegExp };

const rule = (kind: Marker['kind'], source: string, closer?: string): Rule => ({
  kind,
  at: new RegExp(source, 'iuy'),
  ...(closer === undefined ? {} : { closer: new RegExp(closer, 'iu') }),
});

/** The first that matches counts. */
const RULES: readonly Rule[] = [
  rule('token', `${LT}(?:think|thinking|thought|reasoning)\\s?/${GT}`),
  rule('reasoning-end', REASONING_END),
  rule('reasoning', REASONING, REASONING_END),
  rule('reasoning', `${LT}details\\s[^<>]*type="?reasoning"?[^<>]*${GT}`, `${LT}/details${GT}`),
  rule('block', '\\[INST\\]', '\\[/INST\\]'),
  rule('block', '\\[SYSTEM_PROMPT\\]', '\\[/SYSTEM_PROMPT\\]'),
  rule('block', '<<SYS>>', '<</SYS>>'),
  rule(
    'block',
    '\\[(?:TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\\]',
    '\\[/(?:TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\\]|</s>',
  ),
  rule('block', tag(oneOf(BLOCK_NAMES), ''), tag(oneOf(BLOCK_NAMES), '/')),
  rule('block', `${LT}function=[\\w.-]+${GT}`, `${LT}/function${GT}`),
  rule('block', '<\\|tool(?:_call|_response)?>', '<tool(?:_call|_response)?\\|>'),
  rule(
    'block',
    barred(
      'tool[_▁]?calls?(?:[_▁]section)?(?:[_▁]begin)?|tool[_▁]outputs?[_▁]begin|start[_▁]action|function_call',
    ),
    barred(
      '/tool_calls?|tool[_▁]?calls?(?:[_▁]section)?[_▁]end|tool[_▁]outputs?[_▁]end|end[_▁]action|end|im_end|eot_id|eom_id',
    ),
  ),
  rule('block', barred('python_tag'), barred('eom_id|eot_id')),
  rule('channel', barred('channel')),
  rule(
    'role',
    `${barred('im_start|start_header_id|start_of_role|start|im_user|im_system|im_assistant')}|${tag(oneOf(ROLE_NAMES), '')}|<\\|turn>`,
  ),
  rule(
    'foreign',
    `${barred('user|system|tool|observation|human|user_token|system_token|ipython|developer')}|\\[\\|(?:user|system)\\|\\]`,
  ),
  rule('assistant', `${barred('assistant|chatbot_token|bot|model')}|\\[\\|assistant\\|\\]`),
  rule(
    'end-token',
    `${barred('im_end|eot_id|eom_id|endoftext|end_of_text|end|eos|end[_▁]of[_▁]sentence|end_of_turn_token|return|call')}|${tag(oneOf(END_TOKEN_NAMES), '/?')}|\\[\\|endofturn\\|\\]|<turn\\|>`,
  ),
  rule(
    'token',
    `${ANY_BAR}|${tag(oneOf(TOKEN_NAMES), '/?')}|<extra_id_\\d+>|<unused\\d+>|\\[gMASK\\]|\\[/(?:INST|SYSTEM_PROMPT|TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\\]|<</SYS>>`,
  ),
  rule('strike', '<s>'),
  rule('strike-end', '</s>'),
  rule('wrapper', tag(oneOf(WRAPPER_NAMES), '/?')),
];

/** What a marker may begin with. */
export const MARKER_START = /[<◁[&]/u;

const LONGEST_MARKER_CHARACTERS = 300;

/** The marker at `at` of `text`; `open` while more text may still make one. */
export function markerAt(text: string, at: number, isEnd: boolean): Marker | 'open' | undefined {
  for (const { kind, at: pattern, closer } of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) {
      return { kind, end: at + found[0].length, ...(closer === undefined ? {} : { closer }) };
    }
  }
  if (isEnd) return undefined;
  const tail = text.slice(at, at + LONGEST_MARKER_CHARACTERS);
  return at + tail.length === text.length && mayGrow(tail.toLowerCase()) ? 'open' : undefined;
}

/** Whether `tail`, in lower case, is the beginning of a marker. */
function mayGrow(tail: string): boolean {
  const begins = (marks: readonly string[]) =>
    marks.some((mark) => mark.toLowerCase().startsWith(tail));
  if (tail.startsWith('[')) return begins(SQUARE_MARKS) || /^\[(?:\|[a-z]*\|?)?$/u.test(tail);
  if (tail.startsWith('◁')) return begins(['◁think▷', '◁/think▷']);
  if (tail.startsWith('&')) {
    return begins(['&lt;']) || (tail.startsWith('&lt;') && mayGrow(`<${tail.slice(4)}`));
  }
  if (/^<[|｜]/u.test(tail)) return /^<[|｜](?:[^\s<>|｜]{1,80}[|｜]?)?$/u.test(tail);
  if (tail.startsWith('<<')) return begins(['<<sys>>', '<</sys>>']);
  const parts = /^<\s?\/?\s?(?<name>[a-z][\w:=.-]*)?(?<rest>[^\w:=.-].*)?$/su.exec(tail);
  if (parts === null) return false;
  const { name = '', rest = '' } = parts.groups ?? {};
  if (rest === '|') return GEMMA_NAMES.includes(name);
  if (rest !== '') {
    return (ALL_NAMES.includes(name) || OPEN_NAME.test(name)) && UNFINISHED_ATTRIBUTES.test(rest);
  }
  return (
    ALL_NAMES.some((known) => known.startsWith(name)) ||
    GEMMA_NAMES.some((known) => known.startsWith(name)) ||
    OPEN_NAME.test(name)
  );
}
