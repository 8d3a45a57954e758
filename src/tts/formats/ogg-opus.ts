import { OggOpusWriter } from '@vox/audio';

/** What libopus puts in front at 48 kHz, which players skip. */
const PRE_SKIP_SAMPLES = 312;
const SERIAL = 0x766f_7862;

/** An Ogg Opus file of mono `packets`; `samples` of it at 48 kHz are played, the encoder's padding at the end is not. */
export function writeOggOpus(packets: readonly Uint8Array[], samples: number): Uint8Array {
  const stream = { channels: 1, preSkip: PRE_SKIP_SAMPLES, serial: SERIAL } as const;
  const writer = new OggOpusWriter(stream);
  const pages = [writer.begin(), ...packets.flatMap((packet) => writer.add(packet) ?? [])];
  return Buffer.concat([...pages, writer.end(samples)]);
}
