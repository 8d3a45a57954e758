import { AsyncQueue, childController, type TranscriptPart, untilAborted } from '@vox/voice-core';

import { inOneLine } from './in-one-line';
import { withoutNonSpeech, withoutOpenNonSpeech } from './non-speech';

/** A reader this far behind misses partials, never the final. */
const MAX_WAITING_PARTS = 16;

export type Interim = Exclude<TranscriptPart, { type: 'transcript-final' }>;
export type Final = Omit<Extract<TranscriptPart, { type: 'transcript-final' }>, 'type'>;

/**
 * One utterance as a stream of parts, from a function that emits them as they come and returns the final. The names
 * of sounds that recognizers write between the words (`[laughter]`) are left out, and a text is one line.
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
  const emit = (part: Interim): void => {
    const words = spokenPart(part);
    // A partial without words says nothing; a preflight without any says that there were none.
    if (words.text !== '' || words.type === 'transcript-preflight') parts.push(words);
  };
  const final = run(emit, controller.signal).finally(() => parts.close());
  // Whoever reads gets the error; a reader that has left wants none.
  final.catch(() => undefined);
  try {
    yield* untilAborted(parts, controller.signal);
    if (signal.aborted) return;
    const whole = await final;
    yield { type: 'transcript-final', ...whole, text: withoutNonSpeech(inOneLine(whole.text)) };
  } finally {
    controller.abort('superseded');
    release();
  }
}

function spokenPart(part: Interim): Interim {
  const text = inOneLine(part.text);
  return part.type === 'transcript-partial'
    ? { ...part, text: withoutOpenNonSpeech(text) }
    : { ...part, text: withoutNonSpeech(text) };
}
