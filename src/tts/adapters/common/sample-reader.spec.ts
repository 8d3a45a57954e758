import { writeWav } from '@vox/audio';
import { ProviderError } from '@vox/voice-core';

import { SampleReader } from './sample-reader';

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

function read(bytes: Uint8Array, { isWav = true, size = bytes.length } = {}) {
  const reader = new SampleReader({ provider: 'test', isWav, rawSampleRateHz: () => 16_000 });
  const samples: number[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    samples.push(...reader.push(bytes.subarray(at, at + size)));
  }
  reader.end();
  return { samples, sampleRateHz: reader.sampleRateHz };
}

describe(SampleReader.name, () => {
  it.each([1, 2, 3, 7, 43, 45, 100])(
    'reads a header with placeholder sizes and samples in pieces of %d bytes',
    (size) => {
      const wav = Buffer.concat([header({ data: 0xffff_ffff }), bytesOf(PCM)]);
      expect(read(wav, { size })).toEqual({ samples: [...PCM], sampleRateHz: 24_000 });
    },
  );

  it.each([0, 0x7fff_ffff, 0x7fff_ffff - 36, 0xffff_ffff])(
    'takes a data size of %d for unknown',
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
    expect(read(wav, { size: 3 }).samples).toEqual([16_384, -16_383, 32_767, -32_768]);
  });

  it('takes what is no WAV for raw PCM where that may come', () => {
    expect(read(bytesOf(PCM), { isWav: false, size: 3 })).toEqual({
      samples: [...PCM],
      sampleRateHz: 16_000,
    });
  });

  it('finds a WAV header also where raw PCM may come', () => {
    const wav = Buffer.concat([header({ data: 0 }), bytesOf(PCM)]);
    expect(read(wav, { isWav: false, size: 2 }).sampleRateHz).toBe(24_000);
  });

  it.each([
    ['text', Buffer.from('Internal Server Error')],
    ['another RIFF file', Buffer.from('RIFF\0\0\0\0AVI LIST')],
    ['audio before its format', Buffer.from('RIFF\0\0\0\0WAVEdata\0\0\0\0')],
    ['24-bit samples', header({ data: 0 }, { bits: 24 })],
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
});
