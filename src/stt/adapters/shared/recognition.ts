import { AsyncQueue, childController, type TranscriptPart, untilAborted } from '@vox/voice-core';

/** A reader this far behind misses partials, never the final. */
const MAX_WAITING_PARTS = 16;

export type Interim = Exclude<TranscriptPart, { type: 'transcript-final' }>;
export type Final = Omit<Extract<TranscriptPart, { type: 'transcript-final' }>, 'type'>;

/**
 * One utterance as a stream of parts, from a function that emits them as they come and returns the final.
 *
 * The signal given to `run` aborts with `signal` and when the reader leaves; `run` then releases what it holds.
 * @throws what `run` rejects with, unless it was aborted.
 */
export async function* recognition(
  signal: AbortSignal,
  run: (emit: (part: Interim) => void, signal: AbortSignal) => Promise<Final>,
): AsyncGenerator<TranscriptPart, void, void> {
  if (signal.aborted) return;
  const { controller, release } = childController(signal);
  const parts = new AsyncQueue<TranscriptPart>(MAX_WAITING_PARTS);
  const final = run((part) => parts.push(part), controller.signal).finally(() => parts.close());
  // Whoever reads gets the error; a reader that has left wants none.
  final.catch(() => undefined);
  try {
    yield* untilAborted(parts, controller.signal);
    if (signal.aborted) return;
    yield { type: 'transcript-final', ...(await final) };
  } finally {
    controller.abort('superseded');
    release();
  }
}
