import { OpusDecoder, pcmFromBytes, readWav, rms } from '@vox/audio';
import { ToneSynthesizer } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { speechFile } from './speech-file';
import { encodeSpeech } from './speech-format';

/** Ten words of 100 ms: one second. */
const TEXT = 'one two three four five six seven eight nine ten';
const tone = (sampleRateHz: 16_000 | 24_000 | 48_000 = 24_000) =>
  new ToneSynthesizer({ sampleRateHz, wordMs: 100 }).synthesize(TEXT, {
    signal: new AbortController().signal,
  });
const silent = async function* (): AsyncGenerator<AudioFrame> {};

describe(encodeSpeech.name, () => {
  it('gives a WAV header with placeholder sizes first, then PCM', async () => {
    const [header, ...rest] = await Array.fromAsync(encodeSpeech(tone(), 'wav', 24_000));
    expect(header).toHaveLength(44);
    expect(Buffer.from(header ?? []).readUInt32LE(40)).toBe(0xffff_ffff);
    const { pcm, sampleRateHz } = readWav(Buffer.concat([header ?? new Uint8Array(), ...rest]));
    expect([pcm.length, sampleRateHz]).toEqual([24_000, 24_000]);
    expect(rms(pcm)).toBeGreaterThan(0.1);
  });

  it.each([8000, 16_000, 22_050, 44_100])('gives PCM at %d Hz', async (sampleRateHz) => {
    const bytes = Buffer.concat(await Array.fromAsync(encodeSpeech(tone(), 'pcm', sampleRateHz)));
    const pcm = pcmFromBytes(bytes);
    // The filter's end comes with 20 ms of silence.
    expect(pcm.length / sampleRateHz).toBeCloseTo(1.02, 2);
    expect(rms(pcm)).toBeGreaterThan(0.1);
  });

  it('gives Opus packets of 20 ms that decode to what was said', async () => {
    const packets = await Array.fromAsync(encodeSpeech(tone(16_000), 'opus', 24_000));
    const decoder = new OpusDecoder();
    const decoded = packets.map((packet) => decoder.decode(packet));
    expect(packets).toHaveLength(51);
    expect(decoded.every(({ length }) => length === 960)).toBe(true);
    expect(rms(decoded[25] as Int16Array)).toBeGreaterThan(0.1);
  });

  it('goes on at one rate when the frames change theirs', async () => {
    const frames = (async function* () {
      yield* tone(24_000);
      yield* tone(16_000);
    })();
    const bytes = Buffer.concat(await Array.fromAsync(encodeSpeech(frames, 'pcm', 48_000)));
    expect(bytes.length / 96_000).toBeCloseTo(2.02, 1);
  });
});

describe(speechFile.name, () => {
  it('writes the true sizes into a WAV file', async () => {
    const { audio, durationMs } = await speechFile(tone(), 'wav', 24_000);
    expect(Buffer.from(audio).readUInt32LE(40)).toBe(48_000);
    expect(durationMs).toBeCloseTo(1000);
  });

  it('gives bare PCM', async () => {
    expect((await speechFile(tone(), 'pcm', 24_000)).audio).toHaveLength(48_000);
  });

  it('makes an Ogg Opus file whose pages, checksums and length hold', async () => {
    const { audio, sampleRateHz } = await speechFile(tone(), 'opus', 24_000);
    const pages = oggPages(Buffer.from(audio));
    expect(sampleRateHz).toBe(48_000);
    expect(pages[0]?.packets[0]?.toString('latin1')).toMatch(/^OpusHead/u);
    expect(pages[1]?.packets[0]?.toString('latin1')).toMatch(/^OpusTags/u);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, ...pages.slice(3).map(() => 0), 4]);
    expect(pages.every(({ isIntact }) => isIntact)).toBe(true);
    // One second and the 312 samples that players skip.
    expect(pages.at(-1)?.granule).toBe(48_312n);
    const decoder = new OpusDecoder();
    const packets = pages.slice(2).flatMap((page) => page.packets);
    const samples = packets.map((packet) => decoder.decode(packet).length);
    expect(samples.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(48_000);
  });

  it.each([
    ['wav', 44],
    ['pcm', 0],
    // Three pages of 27 bytes, two of them with a packet of 19 and 25 bytes and its length.
    ['opus', 3 * 27 + 20 + 26],
  ] as const)('makes a %s file of nothing', async (format, bytes) => {
    const { audio, durationMs } = await speechFile(silent(), format, 24_000);
    expect([audio.length, durationMs]).toEqual([bytes, 0]);
  });
});

function oggPages(bytes: Buffer) {
  const pages = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
    const segments = bytes.readUInt8(at + 26);
    const lacing = [...bytes.subarray(at + 27, at + 27 + segments)];
    const packets: Buffer[] = [];
    let from = at + 27 + segments;
    let length = 0;
    for (const value of lacing) {
      length += value;
      if (value === 255) continue;
      packets.push(bytes.subarray(from, from + length));
      from += length;
      length = 0;
    }
    const page = Buffer.from(bytes.subarray(at, from));
    const written = page.readUInt32LE(22);
    page.writeUInt32LE(0, 22);
    pages.push({
      packets,
      flags: page.readUInt8(5),
      granule: page.readBigInt64LE(6),
      sequence: page.readUInt32LE(18),
      isIntact: written === oggChecksum(page),
    });
    at = from;
  }
  return pages;
}

/** Bit by bit, as RFC 3533 has it: another way than the one under test. */
function oggChecksum(bytes: Buffer): number {
  let crc = 0n;
  for (const byte of bytes) {
    crc ^= BigInt(byte) << 24n;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc & 0x8000_0000n) === 0n ? crc << 1n : (crc << 1n) ^ 0x1_04c1_1db7n;
      crc &= 0xffff_ffffn;
    }
  }
  return Number(crc);
}
