import { type OggPage, readOgg } from '@vox/testing';
import { OggOpusWriter } from './ogg-opus-writer';
import { OpusDecoder, OpusEncoder } from './opus';

const FRAME = 960;

/** A tone on the left until `leftUntil`, then one on the right. */
function written(frames: number, leftUntil = frames): Uint8Array {
  const encoder = new OpusEncoder({ channels: 2, bitrateBps: 48_000, isConstantRate: true });
  const preSkip = encoder.lookaheadSamples;
  const writer = new OggOpusWriter({ channels: 2, preSkip, serial: 0xdeadbeef });
  const pieces = [writer.begin()];
  // One frame more than there is: the encoder looks ahead.
  for (let index = 0; index <= frames; index++) {
    const pcm = new Int16Array(2 * FRAME);
    const side = index < leftUntil ? 0 : 1;
    for (let i = 0; i < FRAME && index < frames; i++) {
      pcm[2 * i + side] = 8000 * Math.sin((2 * Math.PI * 440 * (index * FRAME + i)) / 48_000);
    }
    pieces.push(writer.add(encoder.encode(pcm)) ?? new Uint8Array());
  }
  return Buffer.concat([...pieces, writer.end(frames * FRAME)]);
}

/** What a player plays: without what precedes the sound, and no longer than the last page says. */
function played(pages: readonly OggPage[]): { left: Int16Array; right: Int16Array } {
  const decoder = new OpusDecoder(48_000, 2);
  const packets = pages.slice(2).flatMap((page) => page.packets);
  const pcm = packets.flatMap((packet) => [...decoder.decode(packet)]);
  const preSkip = Buffer.from(pages[0]?.packets[0] ?? []).readUInt16LE(10);
  const heard = pcm.slice(2 * preSkip, 2 * (pages.at(-1)?.granule ?? 0));
  const side = (which: number) => Int16Array.from(heard.filter((_, at) => at % 2 === which));
  return { left: side(0), right: side(1) };
}

const loudness = (pcm: Int16Array) =>
  Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);

describe(OggOpusWriter.name, () => {
  it('begins with what players need to know, each in a page of its own', () => {
    const [head, tags] = readOgg(written(5));
    expect(head).toMatchObject({ isFirst: true, isLast: false, granule: 0, sequence: 0 });
    const id = Buffer.from(head?.packets[0] ?? []);
    expect(id.toString('latin1', 0, 8)).toBe('OpusHead');
    expect([...id.subarray(8, 12), id.readUInt32LE(12), ...id.subarray(16)]).toEqual([
      1, 2, 56, 1, 48_000, 0, 0, 0,
    ]);
    expect(tags).toMatchObject({ isFirst: false, granule: 0, sequence: 1 });
    expect(Buffer.from(tags?.packets[0] ?? []).toString('latin1')).toMatch(
      /^OpusTags.{4}voxbridge/su,
    );
  });

  it('has a page for each second, numbered and whole, and says where it ends', () => {
    const pages = readOgg(written(120));
    expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
    expect(pages.slice(2).map(({ packets }) => packets.length)).toEqual([50, 50, 21]);
    expect(pages.slice(2).map(({ granule }) => granule)).toEqual([48_000, 96_000, 115_200 + 312]);
    expect(pages.map(({ isLast }) => isLast)).toEqual([false, false, false, false, true]);
    expect(new Set(pages.map(({ serial }) => serial))).toEqual(new Set([0xdeadbeef]));
  });

  it('ends with a page that holds sound, also where the one before is full', () => {
    const last = readOgg(written(49)).at(-1);
    expect(last).toMatchObject({ isLast: true, granule: 49 * FRAME + 312, sequence: 2 });
    expect(last?.packets).toHaveLength(50);
  });

  it('plays for exactly as long as what was put in, left and right apart', () => {
    const { left, right } = played(readOgg(written(100, 60)));
    expect([left.length, right.length]).toEqual([100 * FRAME, 100 * FRAME]);
    const first = [FRAME * 5, FRAME * 55] as const;
    const second = [FRAME * 65, FRAME * 95] as const;
    expect(loudness(left.slice(...first))).toBeGreaterThan(5000);
    expect(loudness(right.slice(...first))).toBeLessThan(60);
    expect(loudness(left.slice(...second))).toBeLessThan(60);
    expect(loudness(right.slice(...second))).toBeGreaterThan(5000);
  });

  it('is readable up to wherever it was cut', () => {
    const file = written(200);
    const whole = readOgg(file);
    for (const bytes of [file.length - 1, 20_000, 9000, 30, 0]) {
      const left = readOgg(file.slice(0, bytes));
      expect(left).toEqual(whole.slice(0, left.length));
      expect(left.some(({ isLast }) => isLast)).toBe(false);
    }
  });

  it('says of every packet, however long, where it ends', () => {
    const writer = new OggOpusWriter({ channels: 1, preSkip: 0, serial: 1 });
    const packets = [1, 254, 255, 256, 510, 1275].map((length) =>
      new Uint8Array(length).fill(0xf8),
    );
    const many = Array.from({ length: 60 }, () => packets).flat();
    const pieces = [
      writer.begin(),
      ...many.map((packet) => writer.add(packet) ?? new Uint8Array()),
    ];
    const pages = readOgg(Buffer.concat([...pieces, writer.end(Infinity)]));
    expect(pages.slice(2).flatMap((page) => page.packets)).toEqual(many);
  });

  it('gives every packet the same size at a constant rate, whatever is said', () => {
    const sizes = readOgg(written(100, 50))
      .slice(2)
      .flatMap(({ packets }) => packets.map(({ length }) => length));
    expect(new Set(sizes)).toEqual(new Set([120]));
  });
});
