import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where the key comes from: given, or made once and kept. */
export type SecretKey = {
  /** 32 bytes; `undefined` when there is none yet. */
  find(): Promise<Buffer | undefined>;
  /** The same, made now when there is none. */
  findOrMake(): Promise<Buffer>;
};

/** A sealed value cannot be opened: sealed with another key, or not what was sealed. */
export class UnreadableSecretError extends Error {
  override readonly name = 'UnreadableSecretError';
  readonly reason: 'no-key' | 'other-key' | 'damaged';

  constructor(reason: UnreadableSecretError['reason']) {
    super(WORDS[reason]);
    this.reason = reason;
  }
}

const WORDS = {
  'no-key': 'There is no key: set SECRETS_KEY to the one it was sealed with',
  'other-key': 'It was sealed with another key: set SECRETS_KEY to that one',
  damaged: 'It is damaged, or was sealed for something else',
} as const;

/**
 * Seals small secrets for the database: AES-256-GCM, as `v1.<key id>.<nonce, ciphertext and tag in base64url>`.
 *
 * `purpose` says whose secret it is (a column and a row) and is authenticated with it: a value that was moved to
 * another row does not open. The key id tells a wrong key from a damaged value.
 */
export class SecretBox {
  constructor(private readonly key: SecretKey) {}

  /** A key of its own for `purpose` (HKDF, RFC 5869), the same as long as ours is; undefined while there is none. */
  async findKeyFor(purpose: string): Promise<Buffer | undefined> {
    const key = await this.key.find();
    return key === undefined ? undefined : derived(key, purpose);
  }

  /** The same, made now when there is none. */
  async makeKeyFor(purpose: string): Promise<Buffer> {
    return derived(await this.key.findOrMake(), purpose);
  }

  async seal(secret: string, purpose: string): Promise<string> {
    const key = await this.key.findOrMake();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([
      nonce,
      cipher.update(secret, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return `${VERSION}.${keyId(key)}.${sealed.toString('base64url')}`;
  }

  /** @throws UnreadableSecretError */
  async open(sealed: string, purpose: string): Promise<string> {
    const [version, sealedWith, body = ''] = sealed.split('.');
    if (version !== VERSION) throw new UnreadableSecretError('damaged');
    const key = await this.key.find();
    if (key === undefined) throw new UnreadableSecretError('no-key');
    if (sealedWith !== keyId(key)) throw new UnreadableSecretError('other-key');
    const bytes = Buffer.from(body, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new UnreadableSecretError('damaged');
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      // Only authentication fails here.
      throw new UnreadableSecretError('damaged');
    }
  }
}

/** Names the key without telling anything about it. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('voxbridge key id').update(key).digest('hex').slice(0, 8);
}

function derived(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `voxbridge ${purpose}`, key.length));
}
