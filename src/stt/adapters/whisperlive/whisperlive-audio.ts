import { bytesFromPcm } from '@vox/audio';

export type WhisperLiveAudioFormat = 'float32' | 'int16';

/** 16 kHz mono samples as the server was told to expect them. */
export function whisperLiveBytes(pcm: Int16Array, format: WhisperLiveAudioFormat): Uint8Array {
  if (format === 'int16') return bytesFromPcm(pcm);
  const samples = Float32Array.from(pcm, (sample) => sample / 32_768);
  return new Uint8Array(samples.buffer);
}
