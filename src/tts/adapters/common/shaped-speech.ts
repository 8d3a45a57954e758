import { setImmediate } from 'node:timers/promises';

import { Framer, SpeechShaper } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

/** Half a second. */
const FRAMES_AT_ONCE = 25;

type Shape = { readonly rate: number; readonly pitch: number };

/**
 * `frames` at another rate and pitch, as they come: what a server cannot do is done here. All frames have one sample
 * rate. With 1 and 1 they stay as they are.
 */
export async function* shapedSpeech(
  frames: AsyncIterable<AudioFrame>,
  shape: Shape,
): AsyncGenerator<AudioFrame, void, void> {
  if (shape.rate === 1 && shape.pitch === 1) {
    yield* frames;
    return;
  }
  let stage: { readonly shaper: SpeechShaper; readonly framer: Framer } | undefined;
  let taken = 0;
  for await (const { pcm, sampleRateHz } of frames) {
    stage ??= { shaper: new SpeechShaper(sampleRateHz, shape), framer: new Framer(sampleRateHz) };
    yield* stage.framer.push(stage.shaper.push(pcm));
    // A sentence that came at once is some ten milliseconds of work: others are let in between.
    if (++taken % FRAMES_AT_ONCE === 0) await setImmediate();
  }
  if (stage === undefined) return;
  yield* stage.framer.push(stage.shaper.flush());
  const last = stage.framer.flush();
  if (last !== undefined) yield last;
}
