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
  'other-key':
    'It was sealed with another key: set SECRETS_KEY to that one, or name it in SECRETS_KEY_PREVIOUS',
  damaged: 'It is damaged, or was sealed for something else',
} as const;

/**
 * Seals small secrets for the database: AES-256-GCM, as `v1.<key id>.<nonce, ciphertext and tag in base64url>`.
 *
 * `purpose` says whose secret it is (a column and a row) and is authenticated with it: a value that was moved to
 * another row does not open. The key id tells a wrong key from a damaged value, and which of the previous keys opens it.
 *
 * Each secret is sealed with the key itself, not with a data key that the key seals (envelope encryption): the secrets are
 * shorter than such a key would be, so that sealing them anew costs no more than sealing data keys anew, and no key leaves
 * this process to be unsealed elsewhere.
 */
export class SecretBox {
  /** @param previous Keys that open what they have sealed, and seal nothing. */
  constructor(
    private readonly key: SecretKey,
    private readonly previous: readonly Buffer[] = [],
  ) {}

  /** A key of its own for `purpose` (HKDF, RFC 5869), the same as long as ours is; undefined while there is none. */
  async findKeyFor(purpose: string): Promise<Buffer | undefined> {
    const key = await this.key.find();
    return key === undefined ? undefined : derived(key, purpose);
  }

  /** The same of the previous keys, the newest first. */
  previousKeysFor(purpose: string): Buffer[] {
    return this.previous.map((key) => derived(key, purpose));
  }

  /** The same as `findKeyFor`, made now when there is none. */
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

  /**
   * The same secret under the present key; undefined when it is sealed with that one already.
   * @throws UnreadableSecretError
   */
  async sealedAnew(sealed: string, purpose: string): Promise<string | undefined> {
    const secret = await this.open(sealed, purpose);
    const present = await this.key.findOrMake();
    return sealed.split('.')[1] === keyId(present) ? undefined : this.seal(secret, purpose);
  }

  /** @throws UnreadableSecretError */
  async open(sealed: string, purpose: string): Promise<string> {
    const [version, sealedWith, body = ''] = sealed.split('.');
    if (version !== VERSION) throw new UnreadableSecretError('damaged');
    const present = await this.key.find();
    const keys = present === undefined ? this.previous : [present, ...this.previous];
    if (keys.length === 0) throw new UnreadableSecretError('no-key');
    const key = keys.find((one) => keyId(one) === sealedWith);
    if (key === undefined) throw new UnreadableSecretError('other-key');
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
