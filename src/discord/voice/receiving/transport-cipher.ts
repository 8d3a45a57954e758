import { createDecipheriv } from 'node:crypto';

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

/** What Discord's voice server and the bot agreed on for one connection. */
export type TransportKey = { readonly mode: string; readonly secretKey: Uint8Array };

export type RtpOpus = {
  /** 16 bit, wraps. */
  readonly sequence: number;
  /** 32 bit, 48 kHz ticks, wraps. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** The Opus packet, still end-to-end encrypted where DAVE is on. */
  readonly payload: Buffer;
};

const RTP_HEADER_BYTES = 12;
const OPUS_PAYLOAD_TYPE = 120;
const TAG_BYTES = 16;
/** The counter that ends each packet; the rest of the nonce is zeros. */
const NONCE_COUNTER_BYTES = 4;

/** Who sent it, readable before anything is decrypted; undefined when it is no Opus over RTP. */
export function ssrcOf(datagram: Buffer): number | undefined {
  const shortest = RTP_HEADER_BYTES + TAG_BYTES + NONCE_COUNTER_BYTES;
  if (datagram.length <= shortest) return undefined;
  const isRtp = datagram.readUInt8(0) >> 6 === 2;
  const isOpus = (datagram.readUInt8(1) & 0x7f) === OPUS_PAYLOAD_TYPE;
  return isRtp && isOpus ? datagram.readUInt32BE(8) : undefined;
}

/**
 * Opens one datagram that `ssrcOf` knew. Undefined when it does not authenticate or is cut short: anybody can send
 * bytes to a UDP port.
 *
 * @see https://discord.com/developers/docs/topics/voice-connections#transport-encryption-modes (rtpsize: the RTP
 *   header with its contributing sources and the first word of the extension is authenticated but not encrypted)
 */
export function openDatagram(datagram: Buffer, key: TransportKey): RtpOpus | undefined {
  const flags = datagram.readUInt8(0);
  const hasExtension = (flags & 0x10) !== 0;
  const headerBytes = RTP_HEADER_BYTES + 4 * (flags & 0x0f) + (hasExtension ? 4 : 0);
  const sealedEnd = datagram.length - NONCE_COUNTER_BYTES;
  if (headerBytes + TAG_BYTES > sealedEnd) return undefined;
  const opened = open(
    key,
    datagram.subarray(sealedEnd),
    datagram.subarray(0, headerBytes),
    datagram.subarray(headerBytes, sealedEnd),
  );
  if (opened === undefined) return undefined;
  const extensionBytes = hasExtension ? 4 * datagram.readUInt16BE(headerBytes - 2) : 0;
  const paddingBytes = (flags & 0x20) !== 0 ? (opened.at(-1) ?? 0) : 0;
  if (extensionBytes + paddingBytes > opened.length) return undefined;
  return {
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    payload: opened.subarray(extensionBytes, opened.length - paddingBytes),
  };
}

function open(
  { mode, secretKey }: TransportKey,
  counter: Buffer,
  header: Buffer,
  sealed: Buffer,
): Buffer | undefined {
  try {
    switch (mode) {
      case 'aead_aes256_gcm_rtpsize': {
        const nonce = Buffer.concat([counter], 12);
        const options = { authTagLength: TAG_BYTES };
        const decipher = createDecipheriv('aes-256-gcm', secretKey, nonce, options);
        decipher.setAAD(header);
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
      }
      case 'aead_xchacha20_poly1305_rtpsize': {
        const nonce = Buffer.concat([counter], 24);
        return Buffer.from(xchacha20poly1305(secretKey, nonce, header).decrypt(sealed));
      }
      default:
        return undefined;
    }
  } catch {
    // Authentication failed, which both libraries say by throwing: not from the voice server, or damaged.
    return undefined;
  }
}
