/** What a workflow's JSON says: words, wishes for the voice, that it will answer later, or that it failed. */
export type N8nAnswer =
  | { readonly type: 'reply'; readonly text: string; readonly options?: unknown }
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly error: unknown };

/** Where workflows put their words, the likeliest first: AI Agent node, predecessor, others. */
const REPLY_KEYS = ['output', 'response', 'text', 'content', 'message', 'answer', 'reply'] as const;

/** n8n's own answer of a webhook that responds immediately. */
const STARTED = /^workflow (was|got) started\.?$/iu;

/** An object or an array (whose first item counts) or a string; undefined when it holds no answer. */
export function answerOf(value: unknown): N8nAnswer | undefined {
  if (typeof value === 'string') {
    return STARTED.test(value.trim()) ? { type: 'started' } : { type: 'reply', text: value };
  }
  if (Array.isArray(value)) return answerOf(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of REPLY_KEYS) {
    const found = answerOf(fields[key]);
    if (found?.type === 'reply' && found.options === undefined && 'options' in fields) {
      return { ...found, options: fields['options'] };
    }
    if (found !== undefined) return found;
  }
  const error = fields['error'] ?? fields['errorMessage'];
  return error === undefined ? undefined : { type: 'failed', error };
}
