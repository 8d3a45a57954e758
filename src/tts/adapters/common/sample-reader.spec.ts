import { readWav, writeWav } from '@vox/audio';
import { ProviderError } from '@vox/voice-core';

import { SampleReader, type Samples } from './sample-reader';

const PCM = Int16Array.from({ length: 400 }, (_, at) => at * 31 - 6000);

function header(sizes: { data: number }, format: Partial<Record<string, number>> = {}): Buffer {
  const bytes = Buffer.from(writeWav(new Int16Array(), 24_000));
  bytes.writeUInt32LE(sizes.data, 40);
  bytes.writeUInt16LE(format.code ?? 1, 20);
  bytes.writeUInt16LE(format.channels ?? 1, 22);
  bytes.writeUInt16LE(format.bits ?? 16, 34);
  return bytes;
}

function bytesOf(samples: Int16Array | Float32Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

function read(bytes: Uint8Array, { mayBeRaw = false, size = bytes.length, maxMs = 60_000 } = {}) {
  const reader = new SampleReader({
    provider: 'test',
    mayBeRaw: () => mayBeRaw,
    rawSampleRateHz: () => 16_000,
    maxMs,
  });
  const samples: number[] = [];
  const rates = new Set<number>();
  const take = (parts: Samples[]) => {
    for (const { pcm, sampleRateHz } of parts) {
      samples.push(...pcm);
      rates.add(sampleRateHz);
    }
  };
  for (let at = 0; at < bytes.length; at += size) take(reader.push(bytes.subarray(at, at + size)));
  take(reader.end());
  return { samples, rates: [...rates] };
}

describe(SampleReader.name, () => {
  it.each([1, 2, 3, 7, 43, 45, 100])(
    'reads a header with placeholder sizes and samples in pieces of %d bytes',
    (size) => {
      const wav = Buffer.concat([header({ data: 0xffff_ffff }), bytesOf(PCM)]);
      expect(read(wav, { size })).toEqual({ samples: [...PCM], rates: [24_000] });
    },
  );

  it.each([0, 3_000_000, 2_000_000_000, 0x7fff_ffff, 0x7fff_ffff - 36, 0xffff_ffff])(
    'takes a data size of %d, which no speech of its text has, for unknown',
    (data) => {
      expect(read(Buffer.concat([header({ data }), bytesOf(PCM)])).samples).toEqual([...PCM]);
    },
  );

  it('goes on when there is more audio than the header says', () => {
    const wav = Buffer.concat([header({ data: 100 }), bytesOf(PCM)]);
    expect(read(wav, { size: 13 }).samples).toEqual([...PCM]);
  });

  it('goes on when the promised size ends inside a sample', () => {
    expect(read(Buffer.concat([header({ data: 101 }), bytesOf(PCM)])).samples).toEqual([...PCM]);
  });

  it('leaves out what follows the audio in the file', () => {
    const list = Buffer.from('LIST\x04\0\0\0INFO');
    const wav = Buffer.concat([header({ data: PCM.byteLength }), bytesOf(PCM), list]);
    expect(read(wav, { size: 5 }).samples).toEqual([...PCM]);
  });

  it('skips chunks before the audio', () => {
    const own = header({ data: 0xffff_ffff });
    const list = Buffer.from('LIST\x04\0\0\0INFO');
    const wav = Buffer.concat([own.subarray(0, 36), list, own.subarray(36), bytesOf(PCM)]);
    expect(read(wav, { size: 9 }).samples).toEqual([...PCM]);
  });

  it('reports less audio than a full header promises', () => {
    const wav = Buffer.concat([header({ data: PCM.byteLength + 2 }), bytesOf(PCM)]);
    expect(() => read(wav)).toThrow(
      expect.objectContaining({ name: 'ProviderError', category: 'server' }),
    );
  });

  it('mixes stereo down', () => {
    const stereo = Int16Array.from([100, 300, -100, -300]);
    const wav = Buffer.concat([header({ data: 0 }, { channels: 2 }), bytesOf(stereo)]);
    expect(read(wav, { size: 3 }).samples).toEqual([200, -200]);
  });

  it('reads 32-bit float, held at full scale', () => {
    const floats = Float32Array.from([0.5, -0.5, 3, -3]);
    const wav = Buffer.concat([header({ data: 0 }, { code: 3, bits: 32 }), bytesOf(floats)]);
    expect(read(wav, { size: 3 }).samples).toEqual([16_384, -16_384, 32_767, -32_768]);
  });

  it('takes what is no WAV for raw PCM where that may come', () => {
    expect(read(bytesOf(PCM), { mayBeRaw: true, size: 3 })).toEqual({
      samples: [...PCM],
      rates: [16_000],
    });
  });

  it('finds a WAV header also where raw PCM may come', () => {
    const wav = Buffer.concat([header({ data: 0 }), bytesOf(PCM)]);
    expect(read(wav, { mayBeRaw: true, size: 2 }).rates).toEqual([24_000]);
  });

  it.each([
    ['text', Buffer.from('Internal Server Error')],
    ['another RIFF file', Buffer.from('RIFF\0\0\0\0AVI LIST')],
    ['audio before its format', Buffer.from('RIFF\0\0\0\0WAVEdata\0\0\0\0')],
    ['ADPCM', header({ data: 0 }, { code: 2, bits: 4 })],
    ['no channels', header({ data: 0 }, { channels: 0 })],
    ['a header that breaks off', header({ data: 0 }).subarray(0, 30)],
    [
      'a header without end',
      Buffer.concat([
        Buffer.from('RIFF\0\0\0\0WAVEjunk\xff\xff\xff\x7f', 'latin1'),
        Buffer.alloc(70_000),
      ]),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(() => read(bytes)).toThrow(ProviderError);
    expect(() => read(bytes)).toThrow(expect.objectContaining({ category: 'protocol' }));
  });

  const encodings: [string, number, number, Buffer][] = [
    ['8-bit', 1, 8, Buffer.from([128, 192, 64])],
    ['24-bit', 1, 24, Buffer.from([0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0])],
    ['32-bit', 1, 32, Buffer.from(Int32Array.of(0, 2 ** 30, -(2 ** 30)).buffer)],
    ['64-bit float', 3, 64, Buffer.from(Float64Array.of(0, 0.5, -0.5).buffer)],
  ];
  for (const [name, code, bits, data] of encodings) {
    it.each([1, 5, 1000])(`reads ${name} samples in pieces of %d bytes, as a file's`, (size) => {
      const wav = Buffer.concat([header({ data: data.length }, { code, bits }), data]);
      expect(read(wav, { size }).samples).toEqual([0, 16_384, -16_384]);
      expect([...readWav(wav).pcm]).toEqual([0, 16_384, -16_384]);
    });
  }

  it('reads past 300 kB of padding before the audio', () => {
    const own = header({ data: 0 });
    const junk = Buffer.alloc(300_008);
    junk.write('JUNK');
    junk.writeUInt32LE(300_000, 4);
    const wav = Buffer.concat([own.subarray(0, 12), junk, own.subarray(12), bytesOf(PCM)]);
    expect(read(wav, { size: 4096 }).samples).toEqual([...PCM]);
  });

  it('leaves out the padding byte and the chunk behind an odd amount of audio', () => {
    const list = Buffer.from('LIST\x04\0\0\0INFO');
    const audio = Buffer.from([128, 192, 64]);
    const wav = Buffer.concat([header({ data: 3 }, { bits: 8 }), audio, Buffer.alloc(1), list]);
    expect(read(wav, { size: 2 }).samples).toEqual([0, 16_384, -16_384]);
  });

  describe.each([1, 3, 11, 1000])('several files in one body, in pieces of %d bytes', (size) => {
    it.each([
      ['with their sizes', PCM.byteLength, Buffer.alloc(0)],
      ['without sizes', 0xffff_ffff, Buffer.alloc(0)],
      ['with a chunk between them', PCM.byteLength, Buffer.from('LIST\x04\0\0\0INFO')],
    ])('%s', (_, data, between) => {
      const one = Buffer.concat([header({ data }), bytesOf(PCM)]);
      const wav = Buffer.concat([one, between, one, between]);
      expect(read(wav, { size }).samples).toEqual([...PCM, ...PCM]);
    });

    it('at two rates', () => {
      const second = header({ data: 0 });
      second.writeUInt32LE(48_000, 24);
      const wav = Buffer.concat([header({ data: 0 }), bytesOf(PCM), second, bytesOf(PCM)]);
      const heard = read(wav, { size });
      expect(heard).toEqual({ samples: [...PCM, ...PCM], rates: [24_000, 48_000] });
    });
  });

  it('finds the file behind stray bytes', () => {
    const wav = Buffer.concat([Buffer.from('\r\n\r\n'), header({ data: 0 }), bytesOf(PCM)]);
    for (const size of [1, 7, 1000]) expect(read(wav, { size }).samples).toEqual([...PCM]);
  });
});
