/** One page of an Ogg file, as it says itself. */
export type OggPage = {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  readonly packets: readonly Uint8Array[];
};

/**
 * Reads an Ogg file to the letter of RFC 3533, by means of its own: nothing here is shared with what writes one. An unfinished
 * page at the end, as a crash leaves it, is left out.
 * @throws Error for anything else that is wrong.
 */
export function readOgg(file: Uint8Array): OggPage[] {
  const bytes = Buffer.from(file);
  const pages: OggPage[] = [];
  for (let at = 0; at + 27 <= bytes.length;) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Error(`no page at ${at}`);
    if (bytes[at + 4] !== 0) throw new Error('another version of Ogg');
    const flags = bytes.readUInt8(at + 5);
    if ((flags & 1) !== 0) throw new Error('a packet goes over two pages');
    const lacing = [...bytes.subarray(at + 27, at + 27 + bytes.readUInt8(at + 26))];
    const end = lacing.reduce((sum, length) => sum + length, at + 27 + lacing.length);
    if (lacing.length < bytes.readUInt8(at + 26) || end > bytes.length) break;
    const page = bytes.subarray(at, end);
    if (bytes.readUInt32LE(at + 22) !== checksum(page)) throw new Error(`damaged page at ${at}`);
    pages.push({
      isFirst: (flags & 2) !== 0,
      isLast: (flags & 4) !== 0,
      granule: Number(bytes.readBigInt64LE(at + 6)),
      serial: bytes.readUInt32LE(at + 14),
      sequence: bytes.readUInt32LE(at + 18),
      packets: packetsOf(page.subarray(27 + lacing.length), lacing),
    });
    at = end;
  }
  return pages;
}

function packetsOf(body: Uint8Array, lacing: readonly number[]): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let [from, to] = [0, 0];
  for (const length of lacing) {
    to += length;
    if (length === 255) continue;
    packets.push(body.slice(from, to));
    from = to;
  }
  if (from !== to) throw new Error('the last packet of a page has no end');
  return packets;
}

/** Bit by bit, as the RFC tells it. */
function checksum(page: Uint8Array): number {
  let crc = 0n;
  page.forEach((byte, index) => {
    crc ^= BigInt(index >= 22 && index < 26 ? 0 : byte) << 24n;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc & 0x80000000n) === 0n ? crc << 1n : (crc << 1n) ^ 0x104c11db7n;
    }
  });
  return Number(crc);
}
