import { createCipheriv } from 'node:crypto';

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

import { openDatagram, ssrcOf } from './transport-cipher';

const secretKey = new Uint8Array(32).fill(7);
const opus = Buffer.from('an opus packet');

type Parts = { readonly extension?: boolean; readonly padding?: number; readonly sources?: number };

function datagram(mode: string, { extension = false, padding = 0, sources = 0 }: Parts = {}) {
  const header = Buffer.alloc(12 + 4 * sources + (extension ? 4 : 0));
  header[0] = 0x80 | (extension ? 0x10 : 0) | (padding > 0 ? 0x20 : 0) | sources;
  header[1] = 120;
  header.writeUInt16BE(65_535, 2);
  header.writeUInt32BE(4_294_967_295, 4);
  header.writeUInt32BE(77, 8);
  if (extension) header.writeUInt16BE(2, header.length - 2);
  const plain = Buffer.concat([
    Buffer.alloc(extension ? 8 : 0, 1),
    opus,
    Buffer.alloc(padding, padding),
  ]);
  const counter = Buffer.from([0, 0, 1, 2]);
  return Buffer.concat([header, seal(mode, counter, header, plain), counter]);
}

function seal(mode: string, counter: Buffer, header: Buffer, plain: Buffer): Buffer {
  if (mode === 'aead_xchacha20_poly1305_rtpsize') {
    const nonce = Buffer.concat([counter], 24);
    return Buffer.from(xchacha20poly1305(secretKey, nonce, header).encrypt(plain));
  }
  const cipher = createCipheriv('aes-256-gcm', secretKey, Buffer.concat([counter], 12));
  cipher.setAAD(header);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

describe.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'])('%s', (mode) => {
  const key = { mode, secretKey };

  it('opens a packet and reads its place in the stream', () => {
    expect(openDatagram(datagram(mode), key)).toEqual({
      sequence: 65_535,
      timestamp: 4_294_967_295,
      ssrc: 77,
      payload: opus,
    });
  });

  it.each<Parts>([{ extension: true }, { padding: 3 }, { sources: 2, extension: true }])(
    'leaves out what is not Opus: %j',
    (parts) => expect(openDatagram(datagram(mode, parts), key)?.payload).toEqual(opus),
  );

  it('gives nothing for a changed header, changed bytes, a wrong key or a cut packet', () => {
    for (const at of [2, 20]) {
      const changed = datagram(mode);
      changed[at] = (changed[at] as number) ^ 1;
      expect(openDatagram(changed, key)).toBeUndefined();
    }
    expect(openDatagram(datagram(mode), { mode, secretKey: new Uint8Array(32) })).toBeUndefined();
    for (let bytes = 33; bytes < datagram(mode).length; bytes++) {
      expect(openDatagram(datagram(mode).subarray(0, bytes), key)).toBeUndefined();
    }
  });
});

describe('ssrcOf', () => {
  it('names the sender of Opus over RTP', () => {
    expect(ssrcOf(datagram('aead_aes256_gcm_rtpsize'))).toBe(77);
  });

  it('knows nobody in keep-alives, RTCP, video and noise', () => {
    const video = datagram('aead_aes256_gcm_rtpsize');
    video[1] = 101;
    const noise = Buffer.alloc(60, 0x11);
    for (const bytes of [Buffer.alloc(8), Buffer.alloc(0), video, noise]) {
      expect(ssrcOf(bytes)).toBeUndefined();
    }
  });
});
