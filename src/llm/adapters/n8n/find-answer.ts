import { isRecord, parsedJson, type Json } from './json-text';
import { notRequested } from './own-request';

/** What a workflow's JSON says: words, wishes for the voice, that it will answer later, or that it failed. */
export type N8nAnswer =
  | { readonly type: 'reply'; readonly text: string; readonly options?: unknown }
  | { readonly type: 'started' }
  | { readonly type: 'failed' }
  /** It holds no words; `keys` say what it holds instead, without any of its values. */
  | { readonly type: 'unknown'; readonly keys: string };

type Found = Exclude<N8nAnswer, { type: 'unknown' }>;

export type Finding = {
  /** What the workflow was sent: what it merely gives back is no answer. */
  readonly request?: Json | undefined;
  /** A text is only a piece of one: it is not looked into for JSON. */
  readonly isPiece?: boolean;
};

/** Where workflows put their words, the likeliest first: AI Agent node, predecessor, others. */
const WORD_KEYS = ['output', 'response', 'text', 'content', 'message', 'answer', 'reply'] as const;

/** Of those the ones that are no mere description of an error that stands beside them. */
const ANSWER_KEYS: ReadonlySet<string> = new Set(['output', 'response', 'answer', 'reply']);

/** What holds words or what holds them: results, lists of models' APIs, n8n's own item, LangChain's objects. */
const WRAPPER_KEYS = [
  'result',
  'results',
  'data',
  'choices',
  'candidates',
  'generations',
  'delta',
  'parts',
  'messages',
  'outputs',
  'responses',
  'completion',
  'completions',
  'speech',
  'json',
  'body',
  'payload',
  'items',
  'value',
  'kwargs',
] as const;

/** Lists of alternatives, of which the first counts. */
const ALTERNATIVES: ReadonlySet<string> = new Set(['choices', 'candidates', 'generations']);

const LAST_WORD_OF_KEY = new Set<string>([...WORD_KEYS, 'result', 'completion', 'speech', 'delta']);
/** In a longer key: then these words are not the agent's. */
const FOREIGN =
  /^(?:user|human|input|question|query|prompt|system|error|status|raw|original|request|tool|function|history|log|debug|thinking|thought|reasoning|refusal|summary|html)s?$/u;
const FOREIGN_TYPE =
  /think|reason|tool|function|image|audio|video|file|citation|refusal|^(?:human|user|system|developer|input)/iu;
const FOREIGN_ROLE = /^(?:user|human|system|developer|tool|function)$/iu;

/** n8n's own answer of a webhook that responds immediately. */
const STARTED = /^workflow (?:was|got) started\.?$/iu;
const ENCODED = /^(?:data:[\w/+.-]+;base64,|[\w+/=-]{200,}$)/u;

/** Nothing that is said is nested deeper, and a text may hold a JSON that holds a text. */
const MAX_DEPTH = 12;

/**
 * The answer in a workflow's JSON, whatever its shape; undefined when there is none.
 *
 * In an object the first of these that holds an answer: `WORD_KEYS` in their order; longer keys that end in such a word
 * (`reply_text`, `finalAnswer`); `WRAPPER_KEYS` in their order. An empty text is an answer: nothing is said. A number is
 * said. The items of a list are said one after the other, of alternatives the first, of a conversation what the
 * assistant said last. `options` beside the words, or beside what holds them, go with them. Thoughts, tool calls and
 * what the workflow was sent are passed over. Text that is JSON, also in a Markdown fence, is looked into.
 */
export function findAnswer(value: unknown, finding: Finding = {}): Found | undefined {
  return find(value, finding, 0, '');
}

function find(value: unknown, finding: Finding, depth: number, key: string): Found | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return ofText(value, finding, depth);
  if (typeof value === 'number' && key !== '') return { type: 'reply', text: String(value) };
  if (Array.isArray(value)) {
    const items: readonly unknown[] = ALTERNATIVES.has(key) ? value.slice(0, 1) : value;
    return ofItems(items, finding, depth + 1);
  }
  return isRecord(value) ? ofFields(value, finding, depth + 1) : undefined;
}

function ofText(text: string, finding: Finding, depth: number): Found | undefined {
  if (STARTED.test(text.trim())) return { type: 'started' };
  if (ENCODED.test(text)) return undefined;
  const json = finding.isPiece === true ? undefined : parsedJson(text);
  if (json === undefined) return { type: 'reply', text };
  return json === 'broken' ? undefined : find(json.value, finding, depth + 1, '');
}

function ofFields(object: Json, finding: Finding, depth: number): Found | undefined {
  const { type, role, thought } = object;
  if (thought === true) return undefined;
  if (typeof type === 'string' && FOREIGN_TYPE.test(type)) return undefined;
  if (typeof role === 'string' && FOREIGN_ROLE.test(role)) return undefined;
  const fields = notRequested(object, finding.request);
  const hasFailed = isError(fields['error'] ?? fields['errorMessage'] ?? fields['errors']);
  for (const key of keysByLikelihood(fields)) {
    if (hasFailed && !ANSWER_KEYS.has(key)) continue;
    const found = find(fields[key], finding, depth, key);
    if (found === undefined) continue;
    if (found.type !== 'reply' || found.options !== undefined) return found;
    if (hasFailed && found.text.trim() === '') continue;
    return 'options' in fields ? { ...found, options: fields['options'] } : found;
  }
  return hasFailed ? { type: 'failed' } : undefined;
}

function keysByLikelihood(fields: Json): string[] {
  const exact = WORD_KEYS.filter((key) => key in fields);
  const known = WRAPPER_KEYS.filter((key) => key in fields);
  const longer = Object.keys(fields).filter((key) => {
    const words = wordsOfKey(key);
    const last = words.at(-1) ?? '';
    return words.length > 1 && LAST_WORD_OF_KEY.has(last) && !words.some((w) => FOREIGN.test(w));
  });
  return [...exact, ...longer, ...known];
}

/** `replyText`, `reply_text` and `reply-text` are reply and text. */
function wordsOfKey(key: string): string[] {
  return key
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2')
    .split(/[\s_.-]+/u)
    .map((word) => word.toLowerCase());
}

function isError(error: unknown): boolean {
  if (Array.isArray(error)) return error.length > 0;
  return error !== undefined && error !== null && error !== false && error !== '';
}

function ofItems(items: readonly unknown[], finding: Finding, depth: number): Found | undefined {
  const all = afterLastQuestion(items).map((item) => ({
    item,
    found: find(item, finding, depth, ''),
  }));
  const replies = all.flatMap(({ item, found }) =>
    found?.type === 'reply' ? { item, ...found } : [],
  );
  if (replies.length === 0) return all.find(({ found }) => found !== undefined)?.found;
  const options = replies.find((reply) => reply.options !== undefined)?.options;
  const join = replies.every(({ item }) => isPart(item)) ? joinedParts : joinedItems;
  const text = replies.map((reply) => reply.text).reduce(join, '');
  return { type: 'reply', text, ...(options === undefined ? {} : { options }) };
}

/** Of a conversation only what came after the user's last words. */
function afterLastQuestion(items: readonly unknown[]): readonly unknown[] {
  const last = items.findLastIndex((item) => {
    if (!isRecord(item)) return false;
    const { role, type } = item;
    return [role, type].some((who) => who === 'user' || who === 'human');
  });
  return items.slice(last + 1);
}

/** A piece of one text, as models' APIs cut it. */
function isPart(item: unknown): boolean {
  return isRecord(item) && typeof item['text'] === 'string' && !('output' in item);
}

/** Two texts that stand for themselves. */
export function joinedItems(before: string, after: string): string {
  const isApart = before === '' || after === '' || /\s$/u.test(before) || /^\s/u.test(after);
  return isApart ? before + after : `${before} ${after}`;
}

/** Two pieces of one text: apart only where a sentence would run into the next one. */
export function joinedParts(before: string, after: string): string {
  return runsTogether(before, after) ? `${before} ${after}` : before + after;
}

/** Whether a sentence ends with `before`, and the next one begins with `after`, with nothing in between. */
export function runsTogether(before: string, after: string): boolean {
  return /[.!?…]["'”’)]*$/u.test(before) && /^["'“‘(]?\p{Lu}/u.test(after);
}
