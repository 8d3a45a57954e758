import { OPUS_CLOCK_HZ, pcmFromBytes, writeWav } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

import { writeOggOpus } from './ogg-opus';
import { encodeSpeech, type SpeechFormat } from './speech-format';

export type SpeechFile = {
  readonly audio: Uint8Array;
  readonly sampleRateHz: number;
  readonly durationMs: number;
};

/**
 * All of `frames` as one file: WAV with its true sizes, bare s16le PCM, or Ogg Opus (48 kHz, whatever `sampleRateHz`).
 */
export async function speechFile(
  frames: AsyncIterable<AudioFrame>,
  format: SpeechFormat,
  sampleRateHz: number,
): Promise<SpeechFile> {
  let durationMs = 0;
  const counted = (async function* () {
    for await (const frame of frames) {
      durationMs += (frame.pcm.length * 1000) / frame.sampleRateHz;
      yield frame;
    }
  })();
  if (format === 'opus') {
    const packets = await Array.fromAsync(encodeSpeech(counted, format, OPUS_CLOCK_HZ));
    const samples = Math.round((durationMs * OPUS_CLOCK_HZ) / 1000);
    return { audio: writeOggOpus(packets, samples), sampleRateHz: OPUS_CLOCK_HZ, durationMs };
  }
  const pcm = Buffer.concat(await Array.fromAsync(encodeSpeech(counted, 'pcm', sampleRateHz)));
  const audio = format === 'wav' ? writeWav(pcmFromBytes(pcm), sampleRateHz) : new Uint8Array(pcm);
  return { audio, sampleRateHz, durationMs };
}
