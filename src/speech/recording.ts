import { findWavSamples, Framer, monoSamples, Resampler, type WavSamples } from '@vox/audio';
import { type AudioFrame, InvalidInputError } from '@vox/voice-core';

/** Recognizers hear at this rate. */
const RATE_HZ = 16_000;

/** Silence before and after a recording: speech that begins with the first sample is heard without its onset. */
const MARGIN_MS = 300;

/** Samples taken at a time, so that a long recording does not hold the event loop: a second at 48 kHz. */
const CHUNK_SAMPLES = 48_000;

export type Recording = {
  /** Mono, 20 ms, 16 kHz, made as they are read, once; a margin of silence lies before and after. */
  readonly frames: AsyncIterable<AudioFrame>;
  /** Seconds of the recording for seconds of its frames. */
  readonly secondsAt: (seconds: number) => number;
};

/**
 * @param bytes A WAV file, of any layout that `findWavSamples` knows.
 * @throws InvalidInputError `body` when it is none.
 */
export function toRecording(bytes: Uint8Array): Recording {
  const samples = read(bytes);
  const { format, data } = samples;
  const durationS = Math.floor(data.length / bytesOf(format)) / format.sampleRateHz;
  return {
    frames: framesOf(samples),
    secondsAt: (seconds) => {
      const within = Math.min(Math.max(0, seconds - MARGIN_MS / 1000), durationS);
      return Number(within.toFixed(3));
    },
  };
}

function read(bytes: Uint8Array): WavSamples {
  try {
    return findWavSamples(bytes);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError('body', `is no WAV file that can be read (${error.message})`);
  }
}

async function* framesOf({ format, data }: WavSamples): AsyncGenerator<AudioFrame, void, void> {
  const resampler = new Resampler(format.sampleRateHz, RATE_HZ);
  const framer = new Framer(RATE_HZ);
  const margin = new Int16Array(Math.round((format.sampleRateHz * MARGIN_MS) / 1000));
  const chunkBytes = CHUNK_SAMPLES * bytesOf(format);
  yield* framer.push(resampler.push(margin));
  for (let at = 0; at < data.length; at += chunkBytes) {
    const pcm = monoSamples(data.subarray(at, at + chunkBytes), format);
    yield* framer.push(resampler.push(pcm));
  }
  yield* framer.push(resampler.push(margin));
  const last = framer.flush();
  if (last !== undefined) yield last;
}

/** Of one sample of all channels. */
function bytesOf({ channels, bytesPerSample }: WavSamples['format']): number {
  return channels * bytesPerSample;
}
