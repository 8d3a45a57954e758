import { ANSWER_TOO_LONG, AnswerTooLongError } from './mcp-failure';

/** Of one answer, or of one event of a stream, as it is after decompression. A picture of a few million pixels fits. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COLON = 0x3a;

/**
 * `response`, of which no more is read than `MAX_ANSWER_BYTES`: of a stream of events, than so much for each. What is longer fails its
 * reader with an `AnswerTooLongError`, and closes the connection. The reader of a stream would ask once more instead of failing, so
 * a stream says of `asked`, the request that it answers, that it failed, and ends.
 * @param asked What was sent, as JSON.
 */
export function limitedAnswer(
  response: Response,
  host: string,
  asked: string | undefined,
): Response {
  const { body, status, statusText, headers } = response;
  if (body === null) return response;
  const isStream = /^text\/event-stream\b/iu.test(headers.get('content-type') ?? '');
  const held = isStream ? heldOfEvents() : heldOfBody();
  const error = new AnswerTooLongError(host, MAX_ANSWER_BYTES);
  const lastWord = isStream && status === 200 ? failureOf(asked, error) : undefined;
  return new Response(limited(body, held, error, lastWord), { status, statusText, headers });
}

/** How much a reader must hold at most while it reads the next piece. */
type Held = (piece: Uint8Array) => number;

function limited(
  source: ReadableStream<Uint8Array>,
  held: Held,
  error: AnswerTooLongError,
  lastWord: string | undefined,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      if (held(value) <= MAX_ANSWER_BYTES) return controller.enqueue(value);
      if (lastWord === undefined) controller.error(error);
      else {
        controller.enqueue(new TextEncoder().encode(lastWord));
        controller.close();
      }
      await reader.cancel(error).catch(() => undefined);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function heldOfBody(): Held {
  let bytes = 0;
  return (piece) => (bytes += piece.byteLength);
}

/** An event ends with an empty line; a comment, which begins with a colon, is kept no longer than its line lasts. */
function heldOfEvents(): Held {
  let eventBytes = 0;
  let lineBytes = 0;
  let isComment = false;
  let last: number | undefined;
  return (piece) => {
    let most = 0;
    for (const byte of piece) {
      const isSecondOfEnd = byte === LINE_FEED && last === CARRIAGE_RETURN;
      last = byte;
      if (isSecondOfEnd) continue;
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
        if (lineBytes === 0) isComment = byte === COLON;
        lineBytes++;
        continue;
      }
      most = Math.max(most, eventBytes + lineBytes);
      if (lineBytes === 0) eventBytes = 0;
      else if (!isComment) eventBytes += lineBytes;
      lineBytes = 0;
    }
    return Math.max(most, eventBytes + lineBytes);
  };
}

/** The answer to `asked` in place of the one that is too long; undefined where nothing was asked. */
function failureOf(asked: string | undefined, { message }: Error): string | undefined {
  const { id } = (asked === undefined ? {} : JSON.parse(asked)) as { readonly id?: unknown };
  if (typeof id !== 'number' && typeof id !== 'string') return undefined;
  const answer = { jsonrpc: '2.0', id, error: { code: ANSWER_TOO_LONG, message } };
  return `\n\ndata: ${JSON.stringify(answer)}\n\n`;
}
