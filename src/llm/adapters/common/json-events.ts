/** One JSON value of a body. */
export type JsonEvent = {
  readonly value: unknown;
  /** The whole body may be this one value: it stood there as it is, and not as the data of an event. */
  readonly isBare: boolean;
};

/** What OpenAI's protocol ends a stream with. */
export const DONE = '[DONE]';

/** No event of a chat is longer; what never ends is not held in memory. */
const MAX_EVENT_CHARACTERS = 4_000_000;

/** Looks like JSON, so it is an error when it is none. */
const JSON_START = /^[[{]/u;

/**
 * Every JSON value of a body, as it comes, whichever way the body is written: server-sent events, with or without the
 * space after `data:`, the blank lines between events and comments; one value a line; or one value in all. `DONE` where
 * the body says that it is done, and nothing after it.
 *
 * An event named `error` is given as `{ error }`. Other text is passed over, so that a body without any gives nothing.
 * @throws SyntaxError on JSON that is broken or has no end.
 */
export async function* jsonEvents(
  lines: AsyncIterable<string>,
): AsyncGenerator<JsonEvent | typeof DONE, void, void> {
  let name = '';
  let pending = '';
  let isBare = false;
  const taken = (): JsonEvent | undefined => {
    const value = parsed(pending);
    if (value === undefined) return undefined;
    pending = '';
    return { value: name === 'error' ? asError(value) : value, isBare };
  };
  const flushed = (): JsonEvent | undefined => {
    const text = pending;
    const event = taken();
    pending = '';
    if (event !== undefined || text === '') return event;
    if (JSON_START.test(text)) throw new SyntaxError('broken JSON');
    return name === 'error' ? { value: { error: text }, isBare } : undefined;
  };
  for await (const line of lines) {
    const text = line.trim();
    if (pending.length > MAX_EVENT_CHARACTERS) throw new SyntaxError('JSON without an end');
    if (isBare && pending !== '') {
      pending += `\n${text}`;
      const event = /[\]}]$/u.test(text) ? taken() : undefined;
      if (event !== undefined) yield event;
    } else if (text === '') {
      const event = flushed();
      if (event !== undefined) yield event;
      name = '';
    } else if (text === DONE) {
      return yield DONE;
    } else if (JSON_START.test(text)) {
      [pending, isBare] = [text, true];
      const event = taken();
      if (event !== undefined) yield event;
    } else if (text.startsWith('event:')) {
      name = text.slice('event:'.length).trim();
    } else if (text.startsWith('data:')) {
      const data = text.slice('data:'.length).trim();
      if (data === DONE) return yield DONE;
      pending = pending === '' ? data : `${pending}\n${data}`;
      isBare = false;
      // At once, though a blank line is still to come: some servers send none.
      const event = taken();
      if (event !== undefined) yield event;
    }
  }
  const event = flushed();
  if (event !== undefined) yield event;
}

/** An object or a list; undefined for anything else, which no server of a chat sends. */
function parsed(text: string): unknown {
  if (!JSON_START.test(text) || !/[\]}]$/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not all of it has come.
    return undefined;
  }
}

function asError(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'error' in value ? value : { error: value };
}
