import { Framer, Resampler } from '@vox/audio';
import { type AudioFrame, InvalidInputError, type SampleRateHz } from '@vox/voice-core';

import type { SampleReader, Samples } from './sample-reader';
import { speechFailure } from './speech-failure';

const HOUSE_RATES: ReadonlySet<number> = new Set([16_000, 24_000, 48_000]);
/** Where audio of other rates goes: that of most voices. */
const DEFAULT_RATE_HZ: SampleRateHz = 24_000;
/** Pushes the end of the audio out of the resampler's filter. */
const FLUSH_MS = 20;

/**
 * 20 ms frames of a speech server's bytes, as they come: at the server's rate where the house has it, else 24 kHz.
 *
 * Speech that ends before `limits.minMs` was cut off: what there was of it is given, then the error.
 * @throws ProviderError `server` for truncated or endless audio, `protocol` for what is none.
 */
export async function* speechFrames(
  body: AsyncIterable<Uint8Array>,
  reader: SampleReader,
  limits: { readonly minMs: number; readonly maxMs: number },
  provider: string,
): AsyncGenerator<AudioFrame, void, void> {
  const rates = new HouseRate(provider);
  let spokenMs = 0;
  for await (const bytes of body) {
    for (const samples of reader.push(bytes)) {
      spokenMs += (samples.pcm.length * 1000) / samples.sampleRateHz;
      yield* rates.push(samples);
    }
    if (spokenMs > limits.maxMs) throw speechFailure(provider, 'does not stop speaking', 'server');
  }
  for (const samples of reader.end()) {
    spokenMs += (samples.pcm.length * 1000) / samples.sampleRateHz;
    yield* rates.push(samples);
  }
  if (spokenMs === 0 || spokenMs < limits.minMs) {
    throw speechFailure(provider, 'stopped before the end of the text', 'server');
  }
  yield* rates.flush();
}

/** Frames at one rate, the first that comes or 24 kHz, of samples whose rate may change on the way. */
class HouseRate {
  #fromHz: number | undefined;
  #framer: Framer | undefined;
  #resampler: Resampler | undefined;
  #toHz: SampleRateHz = DEFAULT_RATE_HZ;

  constructor(private readonly provider: string) {}

  push({ pcm, sampleRateHz: fromHz }: Samples): AudioFrame[] {
    if (fromHz === this.#fromHz) return this.#frames(pcm);
    const last = this.#endOfFilter();
    if (this.#framer === undefined) {
      this.#toHz = (HOUSE_RATES.has(fromHz) ? fromHz : DEFAULT_RATE_HZ) as SampleRateHz;
      this.#framer = new Framer(this.#toHz);
    }
    this.#resampler = this.#open(fromHz);
    this.#fromHz = fromHz;
    return [...last, ...this.#frames(pcm)];
  }

  flush(): AudioFrame[] {
    const last = this.#endOfFilter();
    const partial = this.#framer?.flush();
    return partial === undefined ? last : [...last, partial];
  }

  #frames(pcm: Int16Array): AudioFrame[] {
    return this.#framer?.push(this.#resampler?.push(pcm) ?? pcm) ?? [];
  }

  #endOfFilter(): AudioFrame[] {
    if (this.#fromHz === undefined || this.#fromHz === this.#toHz) return [];
    return this.#frames(new Int16Array(Math.ceil((this.#fromHz * FLUSH_MS) / 1000)));
  }

  #open(fromHz: number): Resampler {
    try {
      return new Resampler(fromHz, this.#toHz);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const what = `speaks at ${fromHz} Hz, which cannot be converted`;
      throw speechFailure(this.provider, what, 'protocol', { cause: error });
    }
  }
}
