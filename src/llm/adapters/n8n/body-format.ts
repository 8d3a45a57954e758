import { beginsJson, isRecord } from './json-text';

/**
 * How a workflow's body is written, told from its beginning: n8n says `application/json` of its own NDJSON and
 * `text/html` of a plain text, and a "Respond to Webhook" node says whatever its author chose.
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
  // A quotation begins like a JSON string: the whole tells.
  if (start.startsWith('"')) return 'json';
  if (start.startsWith('[') || start.startsWith('`')) return jsonOrText(start, isWhole);
  if (start.startsWith('<')) {
    if (start.length < PAGE_LENGTH && !isWhole) return undefined;
    return PAGE.test(start) ? 'page' : 'text';
  }
  if (SSE_FIELDS.some((field) => start.startsWith(field))) return 'sse';
  const mayBecomeSse = SSE_FIELDS.some((field) => field.startsWith(start));
  return mayBecomeSse && !isWhole ? undefined : 'text';
}

/** Several objects, one per line, are NDJSON; one object in all, or spread over lines, is JSON. */
function formatOfObject(start: string, isWhole: boolean): BodyFormat | undefined {
  const lineEnd = start.indexOf('\n');
  if (lineEnd === -1 && !isWhole) return beginsJson(start, false) === false ? 'text' : undefined;
  const line = lineEnd === -1 ? start : start.slice(0, lineEnd);
  const first = parsedObject(line);
  if (first === undefined) return jsonOrText(start, isWhole);
  const isItem = typeof first['type'] === 'string' && isRecord(first['metadata']);
  if (isItem || /^(?:begin|item|error)$/u.test(String(first['type']))) return 'ndjson';
  if (start.slice(line.length).trim() !== '') return 'ndjson';
  return isWhole ? 'json' : undefined;
}

function jsonOrText(start: string, isWhole: boolean): BodyFormat | undefined {
  const isJson = beginsJson(start, isWhole);
  return isJson === undefined ? undefined : isJson ? 'json' : 'text';
}

function parsedObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    // The first line of an object that is written over several, or of nothing at all: the whole will tell.
    return undefined;
  }
}
