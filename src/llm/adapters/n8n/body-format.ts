/**
 * How a workflow's body is written, told from its beginning: n8n says `application/json` of its own NDJSON, and a
 * "Respond to Webhook" node says whatever its author chose.
 */
export type BodyFormat = 'sse' | 'ndjson' | 'json' | 'text' | 'page';

const SSE_FIELDS = ['data:', 'event:', 'id:', 'retry:', ':'];
const PAGE = /^<(!doctype|html|\?xml)/iu;
const PAGE_LENGTH = '<!doctype'.length;

/**
 * The format of a body that begins with `start` (not blank at its front); undefined while more of it is needed.
 * @param isWhole no more comes.
 */
export function formatOf(start: string, isWhole: boolean): BodyFormat | undefined {
  if (start.startsWith('{')) return formatOfObject(start, isWhole);
  if (start.startsWith('[') || start.startsWith('"')) return 'json';
  if (start.startsWith('<')) {
    if (start.length < PAGE_LENGTH && !isWhole) return undefined;
    return PAGE.test(start) ? 'page' : 'text';
  }
  if (SSE_FIELDS.some((field) => start.startsWith(field))) return 'sse';
  const mayBecomeSse = SSE_FIELDS.some((field) => field.startsWith(start));
  return mayBecomeSse && !isWhole ? undefined : 'text';
}

/** One object per line, each with a type, is NDJSON; one object in all, or spread over lines, is JSON. */
function formatOfObject(start: string, isWhole: boolean): 'ndjson' | 'json' | undefined {
  const lineEnd = start.indexOf('\n');
  if (lineEnd === -1 && !isWhole) return undefined;
  const line = lineEnd === -1 ? start : start.slice(0, lineEnd);
  try {
    const first = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const hasReply = 'output' in first || 'response' in first || 'text' in first;
    return typeof first['type'] === 'string' && !hasReply ? 'ndjson' : 'json';
  } catch {
    // The first line of an object that is written over several, or of nothing at all: the whole will tell.
    return 'json';
  }
}
