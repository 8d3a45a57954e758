import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pace of `slow`: slow enough to see order and deadlines, quick enough for a test. */
const SLOW_CHUNK_MS = 60;

/**
 * Writes `chunks` one by one and ends the response, unless `fault` has it otherwise: `slow` pauses before each, `stall`
 * stops after half of them, `cut` breaks the connection there, `split-utf8` cuts every chunk into single bytes.
 *
 * Ends early when the other side hangs up. A chunk may be made when its turn comes; `onWritten` is told of each that leaves.
 */
export async function writeChunks(
  response: ServerResponse,
  chunks: readonly (string | Uint8Array | (() => string))[],
  fault?: string,
  paceMs = 0,
  onWritten?: (index: number) => void,
): Promise<void> {
  const half = Math.ceil(chunks.length / 2);
  for (const [index, chunk] of chunks.entries()) {
    if (response.destroyed) return;
    if (index === half && fault === 'stall') return;
    if (index === half && fault === 'cut') {
      // What was written must reach the other side first, or it sees nothing but a reset.
      await sleep(20);
      response.destroy();
      return;
    }
    const pauseMs = fault === 'slow' ? SLOW_CHUNK_MS : paceMs;
    // Words for a client that has gone keep no process alive.
    if (pauseMs > 0) await sleep(pauseMs, undefined, { ref: false });
    if (response.destroyed) return;
    const bytes = Buffer.from(typeof chunk === 'function' ? chunk() : chunk);
    onWritten?.(index);
    for (const piece of fault === 'split-utf8' ? pieces(bytes) : [bytes]) {
      response.write(piece);
      // One write, one chunk: without a pause the kernel joins them.
      await new Promise(setImmediate);
    }
  }
  response.end();
}

function pieces(bytes: Buffer): Buffer[] {
  return Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
}
