export type Json = Readonly<Record<string, unknown>>;

/** A whole text in a Markdown code fence. */
const FENCED = /^```[ \t]*(?:json[c5]?)?[ \t]*\r?\n?([^]*?)\r?\n?```$/iu;
const JSON_START = /^[{["]/u;
/** Nobody says this: what begins so is JSON, whole or not. */
const SURELY_JSON = /^(?:\[\s*)?\{\s*"/u;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON that `text` is, also in a Markdown fence; `broken` when it can be nothing else and is not whole. Undefined for
 * what is a text, be it one that begins like JSON ("[laughs] Hello").
 */
export function parsedJson(text: string): { readonly value: unknown } | 'broken' | undefined {
  const trimmed = text.trim();
  const inner = (FENCED.exec(trimmed)?.[1] ?? trimmed).trim();
  if (!JSON_START.test(inner)) return undefined;
  try {
    const value: unknown = JSON.parse(inner);
    // "[1]" is a footnote.
    const isText = Array.isArray(value) && typeof value[0] === 'number';
    return isText ? undefined : { value };
  } catch {
    return SURELY_JSON.test(inner) ? 'broken' : undefined;
  }
}

/**
 * Whether what begins with `start` (not blank at its front) is to be read as JSON once it is whole; undefined while more
 * of it is needed to tell.
 * @param isWhole no more comes.
 */
export function beginsJson(start: string, isWhole: boolean): boolean | undefined {
  if (isWhole) return parsedJson(start) !== undefined;
  if (start.startsWith('`')) {
    if (/^```[ \t]*(?:json[c5]?)?\s*[{["]/iu.test(start)) return true;
    return /^`{1,3}[ \t]*(?:j|js|jso|jsonc?)?\s*$/iu.test(start) ? undefined : false;
  }
  if (/^[{[]\s*$/u.test(start)) return undefined;
  return /^(?:\{\s*["}]|\[\s*["{[\]])/u.test(start);
}

const MAX_SHAPE_DEPTH = 3;
const MAX_SHAPE_KEYS = 12;
const MAX_SHAPE_LENGTH = 300;

/** The keys of `value`, nested ones in braces: `{status, data: [{id}]}`. None of its values. */
export function keysOf(value: unknown): string {
  return shapeOf(value, 0).slice(0, MAX_SHAPE_LENGTH);
}

function shapeOf(value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${shapeOf(value[0], depth)}]`;
  if (!isRecord(value)) return value === null ? 'null' : typeof value;
  if (depth >= MAX_SHAPE_DEPTH) return '{…}';
  const fields = Object.entries(value).slice(0, MAX_SHAPE_KEYS);
  const keys = fields.map(([key, field]) => {
    const name = key.slice(0, 40);
    return typeof field === 'object' && field !== null
      ? `${name}: ${shapeOf(field, depth + 1)}`
      : name;
  });
  if (Object.keys(value).length > fields.length) keys.push('…');
  return `{${keys.join(', ')}}`;
}
