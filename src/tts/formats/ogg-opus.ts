import { OPUS_CLOCK_HZ, opusPacketTicks } from '@vox/audio';

/** What libopus puts in front at 48 kHz, which players skip. */
const PRE_SKIP_SAMPLES = 312;
/** One second a page, so that a player can seek. */
const PACKETS_PER_PAGE = 50;
const SERIAL = 0x766f_7862;

const BEGIN = 2;
const END = 4;

/**
 * An Ogg Opus file of mono `packets`; `samples` of it at 48 kHz are played, the encoder's padding at the end is not.
 * @see RFC 3533 (Ogg), RFC 7845 (Opus in it)
 */
export function writeOggOpus(packets: readonly Uint8Array[], samples: number): Uint8Array {
  const pages = [page([head()], 0n, 0, BEGIN), page([tags()], 0n, 1, 0)];
  let granule = 0;
  for (let at = 0; at < packets.length || pages.length === 2; at += PACKETS_PER_PAGE) {
    const inPage = packets.slice(at, at + PACKETS_PER_PAGE);
    for (const packet of inPage) granule += opusPacketTicks(packet);
    const isLast = at + PACKETS_PER_PAGE >= packets.length;
    const position = isLast ? Math.min(granule, PRE_SKIP_SAMPLES + samples) : granule;
    pages.push(page(inPage, BigInt(position), pages.length, isLast ? END : 0));
  }
  return Buffer.concat(pages);
}

function head(): Uint8Array {
  const bytes = Buffer.alloc(19);
  bytes.write('OpusHead');
  bytes.writeUInt8(1, 8);
  bytes.writeUInt8(1, 9);
  bytes.writeUInt16LE(PRE_SKIP_SAMPLES, 10);
  bytes.writeUInt32LE(OPUS_CLOCK_HZ, 12);
  return bytes;
}

function tags(): Uint8Array {
  const vendor = Buffer.from('voxbridge');
  const bytes = Buffer.alloc(16 + vendor.length);
  bytes.write('OpusTags');
  bytes.writeUInt32LE(vendor.length, 8);
  vendor.copy(bytes, 12);
  return bytes;
}

function page(
  packets: readonly Uint8Array[],
  granule: bigint,
  sequence: number,
  flags: number,
): Buffer {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  const header = Buffer.alloc(27 + lacing.length);
  header.write('OggS');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(granule, 6);
  header.writeUInt32LE(SERIAL, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(lacing.length, 26);
  header.set(lacing, 27);
  const bytes = Buffer.concat([header, ...packets]);
  bytes.writeUInt32LE(checksum(bytes), 22);
  return bytes;
}

/** Ogg's CRC: polynomial 0x04c11db7, not reflected, starting from 0. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) {
    value = (value & 0x8000_0000) === 0 ? value << 1 : (value << 1) ^ 0x04c1_1db7;
  }
  return value >>> 0;
});

function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc = ((crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 0xff] as number)) >>> 0;
  }
  return crc;
}
