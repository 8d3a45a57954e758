/** The parts of an RTP packet that audio needs. `payload` is a view on the packet's bytes. */
export type RtpPacket = {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** First packet after a pause (RFC 3551 §4.1). */
  readonly marker: boolean;
  readonly payload: Uint8Array;
};

const HEADER_BYTES = 12;
const VERSION_2 = 0x80;

/** Reads a packet; undefined when the bytes are none. @see RFC 3550 §5.1 */
export function parseRtp(packet: Uint8Array): RtpPacket | undefined {
  if (packet.length < HEADER_BYTES || ((packet[0] ?? 0) & 0xc0) !== VERSION_2) return undefined;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const flags = view.getUint8(0);
  let start = HEADER_BYTES + (flags & 0x0f) * 4;
  const hasExtension = (flags & 0x10) !== 0;
  if (hasExtension) {
    if (start + 4 > packet.length) return undefined;
    start += 4 + view.getUint16(start + 2) * 4;
  }
  const hasPadding = (flags & 0x20) !== 0;
  const end = packet.length - (hasPadding ? view.getUint8(packet.length - 1) : 0);
  if (start > end) return undefined;
  return {
    payloadType: view.getUint8(1) & 0x7f,
    marker: (view.getUint8(1) & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: packet.subarray(start, end),
  };
}

/** A packet without extensions. Numbers are taken modulo their field's size. */
export function writeRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  bytes.writeUInt8(VERSION_2, 0);
  bytes.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1);
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.ssrc >>> 0, 8);
  bytes.set(packet.payload, HEADER_BYTES);
  return bytes;
}
