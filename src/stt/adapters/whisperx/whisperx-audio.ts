import { bytesFromPcm, OPUS_CLOCK_HZ, OpusEncoder, Resampler } from '@vox/audio';

import { UTTERANCE_HZ } from '../common/frames';

export type WhisperXAudioFormat = 'pcm' | 'opus';

/** Makes binary messages of 20 ms frames at 16 kHz. One per connection: the server's decoder starts afresh too. */
export type WhisperXEncoder = (pcm16k: Int16Array) => Uint8Array;

/** `pcm`: s16le, 48 kHz, stereo interleaved. `opus`: one packet of 20 ms a message, as the server wants it. */
export function whisperXEncoder(format: WhisperXAudioFormat): WhisperXEncoder {
  const resampler = new Resampler(UTTERANCE_HZ, OPUS_CLOCK_HZ);
  if (format === 'pcm') return (pcm) => bytesFromPcm(stereo(resampler.push(pcm)));
  const opus = new OpusEncoder();
  return (pcm) => opus.encode(resampler.push(pcm));
}

function stereo(mono: Int16Array): Int16Array {
  const both = new Int16Array(mono.length * 2);
  for (const [index, sample] of mono.entries()) both.fill(sample, index * 2, index * 2 + 2);
  return both;
}
