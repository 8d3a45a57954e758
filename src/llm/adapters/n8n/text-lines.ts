import { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

const GZIP = [0x1f, 0x8b] as const;

/**
 * The body's text as it comes, characters never cut: UTF-8, a byte order mark dropped. What is compressed is told by its
 * first bytes, whatever its headers say.
 */
export async function* decodedText(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  for await (const bytes of plainBytes(body)) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* plainBytes(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  let isOver = false;
  while (start.length < GZIP.length && !isOver) {
    const step = await iterator.next();
    isOver = step.done === true;
    if (step.done !== true) start = Buffer.concat([start, step.value]);
  }
  const whole = (async function* () {
    try {
      if (start.length > 0) yield start;
      for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) {
        yield step.value;
      }
    } finally {
      await iterator.return?.();
    }
  })();
  if (GZIP.every((byte, index) => start[index] === byte)) {
    const flush = constants.Z_SYNC_FLUSH;
    yield* Readable.from(whole).compose(
      createGunzip({ flush, finishFlush: flush }),
    ) as AsyncIterable<Uint8Array>;
  } else yield* whole;
}

/** Lines without their ends, empty ones included; the last one also when nothing ends it. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let line = '';
  for await (const piece of text) {
    const lines = (line + piece).split('\n');
    line = lines.pop() ?? '';
    for (const whole of lines) yield whole.replace(/\r$/u, '');
  }
  if (line !== '') yield line;
}
