import { parseRtp, writeRtp } from './rtp-packet';

const packet = {
  payloadType: 100,
  sequence: 65_535,
  timestamp: 4_294_967_295,
  ssrc: 4_000_000_000,
  marker: true,
  payload: Uint8Array.of(1, 2, 3),
};

describe('RTP packets', () => {
  it('read back as they were written', () => {
    const read = parseRtp(writeRtp(packet));
    expect({ ...read, payload: [...(read?.payload ?? [])] }).toEqual({
      ...packet,
      payload: [1, 2, 3],
    });
  });

  it('wrap sequence and timestamp', () => {
    const bytes = writeRtp({ ...packet, sequence: 65_536 + 7, timestamp: 2 ** 32 + 9 });
    expect(parseRtp(bytes)).toMatchObject({ sequence: 7, timestamp: 9 });
  });

  it('leave out contributing sources, extensions and padding', () => {
    const bytes = Buffer.concat([
      writeRtp({ ...packet, payload: new Uint8Array() }),
      Buffer.from([0, 0, 0, 1]),
      Buffer.from([0xbe, 0xde, 0, 1, 0x10, 0xff, 0, 0]),
      Buffer.from([42, 43]),
      Buffer.from([0, 0, 3]),
    ]);
    bytes.writeUInt8(0x80 | 0x20 | 0x10 | 1, 0);
    expect([...(parseRtp(bytes)?.payload ?? [])]).toEqual([42, 43]);
  });

  it.each([
    ['too short', Buffer.alloc(11, 0x80)],
    ['another version', Buffer.alloc(20, 0x40)],
    ['an extension beyond the end', Buffer.from([0x90, ...Buffer.alloc(13)])],
    ['more padding than packet', Buffer.from([0xa0, ...Buffer.alloc(14), 200])],
  ])('are not read from bytes that are %s', (_name, bytes) => {
    expect(parseRtp(bytes)).toBeUndefined();
  });
});
