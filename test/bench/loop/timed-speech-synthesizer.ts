import {
  type AudioFrame,
  FRAME_MS,
  frameSamples,
  type ProviderHealth,
  type ProviderInfo,
  type SampleRateHz,
  SpeechSynthesizer,
  type SynthesizeOptions,
  SystemClock,
} from '@vox/voice-core';

import { Noise } from './noise';
import { notBefore } from './not-before';
import { TTFB_MS } from './script';

/** Its rate is the sink's, so that no resampling is measured. */
export const SYNTHESIS_HZ: SampleRateHz = 24_000;

const WORD_MS = 160;
const TIMES_REAL_TIME = 4;
const AMPLITUDE = 8000;
const VOICE_SEED = 2;
const FRAME_SAMPLES = frameSamples(SYNTHESIS_HZ);

/** Speaks loud frames at four times real time, the first of them 150 ms after its text. */
export class TimedSpeechSynthesizer extends SpeechSynthesizer {
  override readonly info: ProviderInfo = {
    name: 'timed-tts',
    label: 'timed voice (bench)',
    isEmbedded: true,
  };
  readonly #clock = new SystemClock();
  readonly #voice = new Noise(FRAME_SAMPLES, AMPLITUDE, VOICE_SEED);

  override async *synthesize(
    text: string,
    { signal }: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    const words = text.split(' ').length;
    let dueAtMs = performance.now() + TTFB_MS;
    await notBefore(dueAtMs, signal);
    for (let spokenMs = 0; spokenMs < words * WORD_MS && !signal.aborted; spokenMs += FRAME_MS) {
      yield { pcm: this.#voice.next(FRAME_SAMPLES), sampleRateHz: SYNTHESIS_HZ };
      dueAtMs += FRAME_MS / TIMES_REAL_TIME;
      await this.#clock.sleepUntil(dueAtMs, signal);
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: true });
  }
}
