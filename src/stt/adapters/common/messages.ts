import { type RecognizerInput, untilAborted } from '@vox/voice-core';

import { durationMs, samplesOf } from './frames';

/** Each message costs sender, system and receiver as much, however little is in it. Vendors ask for 20 to 250 ms. */
const MESSAGE_MS = 60;

/**
 * The samples of an utterance as they come, in messages of `MESSAGE_MS`; what there is goes at once where the speaker
 * pauses, and at the end. Ends early when `signal` aborts.
 * @throws InvalidInputError unless they are 16 kHz.
 */
export async function* inMessages(
  utterance: AsyncIterable<RecognizerInput>,
  signal: AbortSignal,
): AsyncGenerator<Int16Array, void, void> {
  let gathered: Int16Array[] = [];
  let gatheredMs = 0;
  for await (const item of untilAborted(utterance, signal)) {
    const samples = samplesOf(item);
    if (samples !== undefined) {
      gathered.push(samples);
      gatheredMs += durationMs(samples);
    }
    if (gathered.length === 0 || (gatheredMs < MESSAGE_MS && item.type !== 'pause')) continue;
    yield joined(gathered);
    gathered = [];
    gatheredMs = 0;
  }
  if (gathered.length > 0 && !signal.aborted) yield joined(gathered);
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const all = new Int16Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
