import { createCipheriv, createDecipheriv } from 'node:crypto';

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

/** How Discord encrypts packets between client and server. @see Discord's Voice Connections, "Encryption Modes" */
export type VoiceMode = 'aead_aes256_gcm_rtpsize' | 'aead_xchacha20_poly1305_rtpsize';

export const VOICE_MODES: readonly VoiceMode[] = [
  'aead_aes256_gcm_rtpsize',
  'aead_xchacha20_poly1305_rtpsize',
];

export type RtpHeader = {
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits, of 48 kHz. */
  readonly timestamp: number;
  readonly ssrc: number;
};

export type RtpPacket = RtpHeader & { readonly payloadType: number; readonly payload: Buffer };

const OPUS_PAYLOAD_TYPE = 0x78;
const EXTENSION_MAGIC = 0xbede;

/** One element of the one-byte kind, as the real server sends its audio level. */
const EXTENSION_BODY = Buffer.from([0x10, 0x80, 0, 0]);

/**
 * A packet as the server sends it: with a header extension whose head is in the clear and whose body is encrypted before
 * the payload. `nonce` must not be used twice with a key.
 */
export function packRtp(
  mode: VoiceMode,
  key: Uint8Array,
  nonce: number,
  header: RtpHeader,
  payload: Buffer,
): Buffer {
  const head = Buffer.alloc(16);
  head[0] = 0x90;
  head[1] = OPUS_PAYLOAD_TYPE;
  head.writeUInt16BE(header.sequence & 0xffff, 2);
  head.writeUInt32BE(header.timestamp >>> 0, 4);
  head.writeUInt32BE(header.ssrc >>> 0, 8);
  head.writeUInt16BE(EXTENSION_MAGIC, 12);
  head.writeUInt16BE(EXTENSION_BODY.length / 4, 14);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(nonce >>> 0);
  const sealed = seal(mode, key, tail, head, Buffer.concat([EXTENSION_BODY, payload]));
  return Buffer.concat([head, sealed, tail]);
}

/** @throws Error when it cannot be decrypted. */
export function unpackRtp(mode: VoiceMode, key: Uint8Array, message: Buffer): RtpPacket {
  const first = message[0] ?? 0;
  const hasExtension = (first & 0x10) !== 0;
  const headBytes = 12 + (first & 0x0f) * 4 + (hasExtension ? 4 : 0);
  const head = message.subarray(0, headBytes);
  const plain = open(
    mode,
    key,
    message.subarray(-4),
    head,
    message.subarray(headBytes, message.length - 4),
  );
  return {
    sequence: message.readUInt16BE(2),
    timestamp: message.readUInt32BE(4),
    ssrc: message.readUInt32BE(8),
    payloadType: (message[1] ?? 0) & 0x7f,
    payload: hasExtension ? plain.subarray(message.readUInt16BE(headBytes - 2) * 4) : plain,
  };
}

function seal(
  mode: VoiceMode,
  key: Uint8Array,
  nonce: Buffer,
  head: Buffer,
  plain: Buffer,
): Buffer {
  if (mode === 'aead_aes256_gcm_rtpsize') {
    const cipher = createCipheriv('aes-256-gcm', key, padded(nonce, 12));
    cipher.setAAD(head);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
  return Buffer.from(xchacha20poly1305(key, padded(nonce, 24), head).encrypt(plain));
}

function open(
  mode: VoiceMode,
  key: Uint8Array,
  nonce: Buffer,
  head: Buffer,
  sealed: Buffer,
): Buffer {
  if (mode === 'aead_aes256_gcm_rtpsize') {
    const decipher = createDecipheriv('aes-256-gcm', key, padded(nonce, 12));
    decipher.setAAD(head);
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  }
  return Buffer.from(xchacha20poly1305(key, padded(nonce, 24), head).decrypt(sealed));
}

function padded(nonce: Buffer, bytes: number): Buffer {
  return Buffer.concat([nonce, Buffer.alloc(bytes - nonce.length)]);
}
