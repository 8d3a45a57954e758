import { InvalidInputError } from '@vox/voice-core';

import { readWav, writeWav } from './wav';

type Chunk = readonly [id: string, body: Buffer, writtenSize?: number];

function wav(chunks: readonly Chunk[], riffSize?: number): Buffer {
  const body = Buffer.concat(
    chunks.map(([id, content, size]) => {
      const head = Buffer.alloc(8);
      head.write(id, 'latin1');
      head.writeUInt32LE(size ?? content.length, 4);
      return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
    }),
  );
  const head = Buffer.alloc(12);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(riffSize ?? body.length + 4, 4);
  head.write('WAVE', 8, 'latin1');
  return Buffer.concat([head, body]);
}

function format(code: number, channels: number, bits: number, rateHz = 16_000): Chunk {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(code, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rateHz, 4);
  body.writeUInt32LE((rateHz * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  return ['fmt ', body];
}

const pcm16 = (...samples: number[]) => Buffer.from(Int16Array.from(samples).buffer);

describe('WAV', () => {
  it('reads back what it wrote', () => {
    const pcm = Int16Array.of(0, 1, -1, 32_767, -32_768);
    const read = readWav(writeWav(pcm, 24_000));
    expect([...read.pcm]).toEqual([...pcm]);
    expect(read.sampleRateHz).toBe(24_000);
  });

  it.each([
    ['8-bit', format(1, 1, 8), Buffer.from([128, 192, 64])],
    ['16-bit', format(1, 1, 16), pcm16(0, 16_384, -16_384)],
    ['24-bit', format(1, 1, 24), Buffer.from([0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0])],
    ['32-bit', format(1, 1, 32), Buffer.from(Int32Array.of(0, 2 ** 30, -(2 ** 30)).buffer)],
    ['32-bit float', format(3, 1, 32), Buffer.from(Float32Array.of(0, 0.5, -0.5).buffer)],
    ['64-bit float', format(3, 1, 64), Buffer.from(Float64Array.of(0, 0.5, -0.5).buffer)],
  ])('reads %s samples', (_, fmt, data) => {
    expect([...readWav(wav([fmt, ['data', data]])).pcm]).toEqual([0, 16_384, -16_384]);
  });

  it('reads the extensible header and mixes channels down', () => {
    const [, body] = format(0xfffe, 2, 16);
    const extension = Buffer.alloc(24);
    extension.writeUInt16LE(22, 0);
    extension.writeUInt16LE(1, 8);
    const data = pcm16(100, 300, -100, -300);
    const read = readWav(
      wav([
        ['fmt ', Buffer.concat([body, extension])],
        ['data', data],
      ]),
    );
    expect([...read.pcm]).toEqual([200, -200]);
  });

  it.each([
    ['µ-law', 7, [0xff, 0x8f, 0x0f]],
    ['A-law', 6, [0xd5, 0xa5, 0x25]],
  ])('reads %s samples', (_, code, bytes) => {
    const { pcm } = readWav(wav([format(code, 1, 8), ['data', Buffer.from(bytes)]]));
    expect(Math.abs(pcm[0] as number)).toBeLessThan(10);
    expect(pcm[1]).toBe(-(pcm[2] as number));
    expect(pcm[1]).toBeGreaterThan(15_000);
  });

  it('reads 12 and 20 bits in the bytes that hold them', () => {
    const twelve = readWav(wav([format(1, 1, 12), ['data', pcm16(16_384)]]));
    const twenty = readWav(wav([format(1, 1, 20), ['data', Buffer.from([0, 0, 0x40])]]));
    expect([twelve.pcm[0], twenty.pcm[0]]).toEqual([16_384, 16_384]);
  });

  it('reads RIFX, whose numbers are big-endian', () => {
    const swapped = (chunk: Chunk) => Buffer.from(chunk[1]);
    const body = swapped(format(1, 1, 16));
    for (const at of [0, 2, 12, 14]) body.writeUInt16BE(body.readUInt16LE(at), at);
    for (const at of [4, 8]) body.writeUInt32BE(body.readUInt32LE(at), at);
    const file = wav([
      ['fmt ', body],
      ['data', Buffer.from([0x40, 0, 0xc0, 0])],
    ]);
    file.write('RIFX', 'latin1');
    for (const at of [4, 16, 40]) file.writeUInt32BE(file.readUInt32LE(at), at);
    expect([...readWav(file).pcm]).toEqual([16_384, -16_384]);
  });

  it('reads RF64, whose sizes stand in a chunk of their own', () => {
    const sizes = Buffer.alloc(28);
    sizes.writeUInt32LE(4, 8);
    const list: Chunk = ['LIST', Buffer.from('abcd')];
    const chunks: Chunk[] = [['ds64', sizes], format(1, 1, 16), ['data', pcm16(1, 2), 0xffff_ffff]];
    const file = wav([...chunks, list]);
    file.write('RF64', 'latin1');
    expect([...readWav(file).pcm]).toEqual([1, 2]);
  });

  it('skips much before the audio, and odd chunks whose writer did not pad them', () => {
    const junk: Chunk = ['JUNK', Buffer.alloc(300_000)];
    const whole = wav([junk, format(1, 1, 16), ['data', pcm16(5)]]);
    expect([...readWav(whole).pcm]).toEqual([5]);
    const odd = wav([['LIST', Buffer.from('abc')], format(1, 1, 16), ['data', pcm16(5)]]);
    const unpadded = Buffer.concat([odd.subarray(0, 23), odd.subarray(24)]);
    expect([...readWav(unpadded).pcm]).toEqual([5]);
  });

  it('reads past tens of thousands of empty chunks without copying the audio for each', () => {
    const empty = Array.from({ length: 50_000 }, (): Chunk => ['JUNK', Buffer.alloc(0)]);
    const audio = Buffer.alloc(8 * 1024 * 1024);
    const file = wav([format(1, 1, 16), ...empty, ['data', audio]]);
    expect(readWav(file).pcm).toHaveLength(audio.length / 2);
  });

  it('refuses more chunks before the audio than any file has', () => {
    const empty = Array.from({ length: 100_000 }, (): Chunk => ['JUNK', Buffer.alloc(0)]);
    const file = wav([format(1, 1, 16), ...empty, ['data', Buffer.alloc(2)]]);
    expect(() => readWav(file)).toThrow(InvalidInputError);
  });

  it('skips chunks it does not know, odd ones too', () => {
    const list: Chunk = ['LIST', Buffer.from('abc')];
    expect([...readWav(wav([list, format(1, 1, 16), list, ['data', pcm16(5)]])).pcm]).toEqual([5]);
  });

  it.each([
    ['0xffffffff', 0xffffffff, 0xffffffff],
    ['zero', 0, 0],
    ['too large', 1_000_000, 1_000_036],
  ])('reads to the end when the sizes are %s', (_, size, riffSize) => {
    const file = wav([format(1, 1, 16), ['data', pcm16(1, 2, 3), size]], riffSize);
    expect([...readWav(file).pcm]).toEqual([1, 2, 3]);
  });

  it('takes an empty recording for what it is', () => {
    expect(readWav(writeWav(new Int16Array(0), 16_000)).pcm).toHaveLength(0);
  });

  it('clips floats beyond full scale and silences those that are no number', () => {
    const data = Buffer.from(Float32Array.of(2, -2, Number.NaN).buffer);
    const read = readWav(wav([format(3, 1, 32), ['data', data]]));
    expect([...read.pcm]).toEqual([32_767, -32_768, 0]);
  });

  it.each([
    ['riff', Buffer.from('not audio at all')],
    ['riff', Buffer.alloc(0)],
    ['fmt', wav([['data', pcm16(1)]])],
    ['fmt', wav([format(2, 1, 4), ['data', pcm16(1)]])],
    ['fmt', wav([format(0x55, 1, 16), ['data', pcm16(1)]])],
    [
      'fmt',
      wav([
        ['fmt ', Buffer.alloc(4), 1_000_000],
        ['data', pcm16(1)],
      ]),
    ],
    ['data', wav([['JUNK', Buffer.alloc(1), 20_000_000]])],
    ['fmt', wav([format(1, 0, 16), ['data', pcm16(1)]])],
    [
      'fmt',
      wav([
        ['fmt ', Buffer.alloc(4)],
        ['data', pcm16(1)],
      ]),
    ],
    ['data', wav([format(1, 1, 16)])],
  ])('names the part that is wrong: %s', (field, bytes) => {
    const read = () => readWav(bytes);
    expect(read).toThrow(InvalidInputError);
    expect(read).toThrow(expect.objectContaining({ field }));
  });
});
