import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

const VERSION = 0x80;
/** Version and time come before the initialization vector. */
const HEAD_BYTES = 9;
const IV_BYTES = 16;
const MAC_BYTES = 32;
const BLOCK_BYTES = 16;

/** Written in front of what is encrypted. */
const MARK = '__encrypted__:';

/** A secret that stays where it is, and why. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret';
}

/**
 * A secret as VoxBridge 1 has stored it: plain where it had no key, else a Fernet token behind a mark.
 * @param key Its PLUGIN_ENCRYPTION_KEY.
 * @throws UnreadableSecret in words that hold nothing of it.
 * @see https://github.com/fernet/spec/blob/master/Spec.md
 */
export function openSecret(stored: string, key: string | undefined): string {
  if (!stored.startsWith(MARK)) return stored;
  if (key === undefined) throw new UnreadableSecret('it is encrypted: give --encryption-key');
  const whole = Buffer.from(key, 'base64url');
  if (whole.length !== 32) throw new UnreadableSecret('--encryption-key is no Fernet key');
  const [signing, encryption] = [whole.subarray(0, 16), whole.subarray(16)];
  const token = Buffer.from(stored.slice(MARK.length), 'base64url');
  const signed = token.subarray(0, -MAC_BYTES);
  const cipherText = signed.subarray(HEAD_BYTES + IV_BYTES);
  const isWhole = cipherText.length >= BLOCK_BYTES && cipherText.length % BLOCK_BYTES === 0;
  const mac = createHmac('sha256', signing).update(signed).digest();
  if (!isWhole || token[0] !== VERSION || !timingSafeEqual(mac, token.subarray(-MAC_BYTES))) {
    throw new UnreadableSecret('it was encrypted with another key, or is damaged');
  }
  const iv = signed.subarray(HEAD_BYTES, HEAD_BYTES + IV_BYTES);
  const decipher = createDecipheriv('aes-128-cbc', encryption, iv);
  return Buffer.concat([decipher.update(cipherText), decipher.final()]).toString();
}
