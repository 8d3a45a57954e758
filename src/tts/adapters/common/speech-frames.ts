import { Framer, Resampler } from '@vox/audio';
import { type AudioFrame, InvalidInputError, type SampleRateHz } from '@vox/voice-core';

import type { SampleReader } from './sample-reader';
import { speechFailure } from './speech-failure';

const HOUSE_RATES: ReadonlySet<number> = new Set([16_000, 24_000, 48_000]);
/** Where audio of other rates goes: that of most voices. */
const DEFAULT_RATE_HZ = 24_000;
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
  let chain: { readonly framer: Framer; readonly resampler: Resampler } | undefined;
  let spokenMs = 0;
  for await (const bytes of body) {
    const pcm = reader.push(bytes);
    const fromHz = reader.sampleRateHz;
    if (fromHz === undefined || pcm.length === 0) continue;
    chain ??= open(fromHz, provider);
    spokenMs += (pcm.length * 1000) / fromHz;
    yield* chain.framer.push(chain.resampler.push(pcm));
    if (spokenMs > limits.maxMs) throw speechFailure(provider, 'does not stop speaking', 'server');
  }
  reader.end();
  if (chain === undefined || spokenMs < limits.minMs) {
    throw speechFailure(provider, 'stopped before the end of the text', 'server');
  }
  const fromHz = reader.sampleRateHz as number;
  if (!HOUSE_RATES.has(fromHz)) {
    const silence = new Int16Array(Math.ceil((fromHz * FLUSH_MS) / 1000));
    yield* chain.framer.push(chain.resampler.push(silence));
  }
  const last = chain.framer.flush();
  if (last !== undefined) yield last;
}

function open(fromHz: number, provider: string): { framer: Framer; resampler: Resampler } {
  const toHz = (HOUSE_RATES.has(fromHz) ? fromHz : DEFAULT_RATE_HZ) as SampleRateHz;
  try {
    return { framer: new Framer(toHz), resampler: new Resampler(fromHz, toHz) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw speechFailure(provider, `speaks at ${fromHz} Hz, which cannot be converted`, 'protocol', {
      cause: error,
    });
  }
}
