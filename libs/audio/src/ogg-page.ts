export type OggPagePlace = {
  /** Position in the stream at which the page ends. */
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  readonly isFirst?: boolean;
  readonly isLast?: boolean;
};

const HEADER_BYTES = 27;

/**
 * One Ogg page with whole packets in it. The caller sees to it that they take 255 lacing values at most.
 * @see RFC 3533 §6
 */
export function oggPage(packets: readonly Uint8Array[], place: OggPagePlace): Uint8Array {
  const lacing = packets.flatMap(lacingOf);
  const header = Buffer.alloc(HEADER_BYTES + lacing.length);
  header.write('OggS');
  header.writeUInt8((place.isFirst === true ? 2 : 0) | (place.isLast === true ? 4 : 0), 5);
  header.writeBigInt64LE(BigInt(place.granule), 6);
  header.writeUInt32LE(place.serial, 14);
  header.writeUInt32LE(place.sequence, 18);
  header.writeUInt8(lacing.length, 26);
  header.set(lacing, HEADER_BYTES);
  const page = Buffer.concat([header, ...packets]);
  page.writeUInt32LE(oggCrc(page), 22);
  return page;
}

/** 255 for each full segment, and the rest, which is less and ends the packet. */
function lacingOf(packet: Uint8Array): number[] {
  const full = Math.floor(packet.length / 255);
  return [...Array.from({ length: full }, () => 255), packet.length % 255];
}

/** Of each byte in the highest place, under the polynomial 0x04c11db7. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest >>> 0;
});

/** Not that of zlib: neither reflected nor inverted. @param page Its own checksum counts as 0. */
function oggCrc(page: Uint8Array): number {
  let crc = 0;
  for (const byte of page) crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ byte] ?? 0);
  return crc >>> 0;
}
