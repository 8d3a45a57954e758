import { createCipheriv, createDecipheriv } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is sealed at once: about 1.3 s of a recording, which is the most that a crash takes beside the page that waits. */
export const SEGMENT_BYTES = 8192;
export const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES;

/** Of one recording: its own key, and what its segments are tied to. */
export type Seal = {
  /** 32 bytes, of this recording alone: so the number of a segment can be its nonce. */
  readonly key: Buffer;
  readonly name: string;
};

/** A recording is not what was written: cut, swapped, changed, or another one's. None of it is given out from there on. */
export class DamagedRecordingError extends Error {
  override readonly name = 'DamagedRecordingError';

  constructor() {
    super('The recording is damaged');
  }
}

/** How long a file is that holds `bytes`. */
export function sealedLength(bytes: number): number {
  return bytes + Math.ceil(bytes / SEGMENT_BYTES) * TAG_BYTES;
}

/** Seals what grows, segment by segment (AES-256-GCM); each is written once. */
export class SegmentSealer {
  #index = 0;
  #waiting: Buffer = Buffer.alloc(0);

  constructor(private readonly seal: Seal) {}

  /** The segments that `bytes` has made full. */
  push(bytes: Uint8Array): Buffer {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    const sealed: Buffer[] = [];
    while (this.#waiting.length >= SEGMENT_BYTES) {
      sealed.push(this.#seal(this.#waiting.subarray(0, SEGMENT_BYTES)));
      this.#waiting = this.#waiting.subarray(SEGMENT_BYTES);
    }
    return Buffer.concat(sealed);
  }

  /** The rest. */
  end(): Buffer {
    const rest = this.#waiting;
    this.#waiting = Buffer.alloc(0);
    return rest.length === 0 ? rest : this.#seal(rest);
  }

  #seal(plain: Buffer): Buffer {
    const { key, name } = this.seal;
    const cipher = createCipheriv(CIPHER, key, nonceOf(this.#index++), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(Buffer.from(name));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
}

/** @throws DamagedRecordingError */
export function openSegment({ key, name }: Seal, index: number, sealed: Buffer): Buffer {
  if (sealed.length <= TAG_BYTES) throw new DamagedRecordingError();
  const decipher = createDecipheriv(CIPHER, key, nonceOf(index), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // Only authentication fails here.
    throw new DamagedRecordingError();
  }
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, NONCE_BYTES - 4);
  return nonce;
}
