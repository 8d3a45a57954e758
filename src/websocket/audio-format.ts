import type { SampleRateHz } from '@vox/voice-core';

/** What travels in a client's binary frames, in both directions, from `start` on. */
export type AudioFormat =
  | { readonly encoding: 'pcm_s16le'; readonly sampleRateHz: SampleRateHz }
  | { readonly encoding: 'opus'; readonly sampleRateHz: 48_000 };

/** The format that `start` asks for; Opus has one rate, whatever was asked. */
export function toAudioFormat(start: {
  encoding: 'pcm_s16le' | 'opus';
  sample_rate_hz: SampleRateHz;
}): AudioFormat {
  return start.encoding === 'opus'
    ? { encoding: 'opus', sampleRateHz: 48_000 }
    : { encoding: 'pcm_s16le', sampleRateHz: start.sample_rate_hz };
}

/** How a browser's recording (WebM, Ogg) begins. */
const RECORDINGS = [Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from('OggS')];

/** Clients of VoxBridge 1 send one, which would be heard as noise. */
export function isRecording(bytes: Uint8Array): boolean {
  return RECORDINGS.some((start) => start.equals(bytes.subarray(0, start.length)));
}
