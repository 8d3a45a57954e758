import { InvalidInputError } from '@vox/voice-core';

import { bytesFromPcm, pcmFromBytes } from './pcm-bytes';

describe('PCM bytes', () => {
  it('is little endian both ways', () => {
    expect([...bytesFromPcm(Int16Array.of(0x0102, -2))]).toEqual([2, 1, 254, 255]);
    expect([...pcmFromBytes(Uint8Array.of(2, 1, 254, 255))]).toEqual([0x0102, -2]);
  });

  it('reads from odd offsets of a shared buffer and keeps no hold of it', () => {
    const shared = Buffer.from([9, 2, 1, 3, 1, 9]).subarray(1, 5);
    const pcm = pcmFromBytes(shared);
    shared.fill(0);
    expect([...pcm]).toEqual([0x0102, 0x0103]);
  });

  it('refuses half a sample', () => {
    expect(() => pcmFromBytes(new Uint8Array(3))).toThrow(InvalidInputError);
  });
});
