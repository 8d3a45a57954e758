/** How long the rest of a body is waited for once its answer is complete: only bookkeeping can follow. */
const LINGER_MS = 500;

/**
 * The lines of a body as they come, without their ends (LF, CRLF or CR); the last one also when nothing ends it. UTF-8,
 * a byte order mark dropped.
 *
 * Once `isOver` says that the answer is complete, neither silence nor a broken connection matters any more. A reader that
 * leaves before closes the connection; one that leaves after lets it be used again.
 */
export async function* bodyLines(
  body: ReadableStream<Uint8Array>,
  isOver: () => boolean,
): AsyncGenerator<string, void, void> {
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const decoder = new TextDecoder();
  let line = '';
  try {
    for (;;) {
      const bytes = await nextBytes(reader, isOver);
      if (bytes === undefined) break;
      // A CR at the end may be half of a line end.
      const text = line + decoder.decode(bytes, { stream: true });
      const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
      const lines = whole.split(/\r\n|\n|\r/u);
      line = (lines.pop() ?? '') + text.slice(whole.length);
      yield* lines;
    }
    line += decoder.decode();
    if (line !== '') yield line.replace(/\r$/u, '');
  } finally {
    if (isOver()) void readOut(reader);
    else void reader.cancel().catch(() => undefined);
  }
}

/** Undefined at the end, and when nothing more comes of an answer that is complete. */
async function nextBytes(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  isOver: () => boolean,
): Promise<Uint8Array | undefined> {
  try {
    const step = isOver() ? await briefly(reader.read()) : await reader.read();
    return step?.value;
  } catch (error) {
    if (isOver()) return undefined;
    throw error;
  }
}

/** Reads what is left, so that the connection can be used again; a server that never ends loses it. */
async function readOut(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    for (;;) {
      const step = await briefly(reader.read());
      if (step === undefined) return await reader.cancel();
      if (step.done) return;
    }
  } catch {
    // The connection is gone; the answer was complete.
  }
}

async function briefly<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LINGER_MS).unref();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
