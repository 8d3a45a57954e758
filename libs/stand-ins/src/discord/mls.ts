import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A proposal of the delivery service, as clients get it, and the name by which a commit refers to it. */
export type MlsProposal = { readonly message: Buffer; readonly reference: Buffer };

const MLS_1_0 = 1;
const WIRE_PUBLIC_MESSAGE = 1;
const WIRE_KEY_PACKAGE = 5;
const SENDER_MEMBER = 1;
const SENDER_EXTERNAL = 2;
const CONTENT_PROPOSAL = 2;
const PROPOSAL_ADD = 1;
const PROPOSAL_REMOVE = 3;
const OR_REF_REFERENCE = 2;

/** The voice server as MLS knows it: not in the group, but allowed to propose. @see RFC 9420 §12.1.8.1 */
export class ExternalSender {
  /** What members put into their group (opcode 25). */
  readonly description: Buffer;
  readonly #key: KeyObject;
  readonly #groupId: Buffer;

  constructor(channelId: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
    this.#key = privateKey;
    this.#groupId = uint64(BigInt(channelId));
    this.description = Buffer.concat([vector(point), uint16(1), vector(Buffer.from('stand-in'))]);
  }

  /** Proposes whoever made `keyPackage`, with or without the head of an MLSMessage. */
  add(epoch: bigint, keyPackage: Buffer): MlsProposal {
    const hasHead =
      keyPackage.readUInt16BE(0) === MLS_1_0 && keyPackage.readUInt16BE(2) === WIRE_KEY_PACKAGE;
    const body = hasHead ? keyPackage.subarray(4) : keyPackage;
    return this.#propose(epoch, Buffer.concat([uint16(PROPOSAL_ADD), body]));
  }

  /** Proposes that the member at `leaf` goes. */
  remove(epoch: bigint, leaf: number): MlsProposal {
    return this.#propose(epoch, Buffer.concat([uint16(PROPOSAL_REMOVE), uint32(leaf)]));
  }

  /** @see RFC 9420 §6.1, §6.2 and, for the reference, §5.2 */
  #propose(epoch: bigint, proposal: Buffer): MlsProposal {
    const content = Buffer.concat([
      vector(this.#groupId),
      uint64(epoch),
      Buffer.from([SENDER_EXTERNAL]),
      uint32(0),
      vector(Buffer.alloc(0)),
      Buffer.from([CONTENT_PROPOSAL]),
      proposal,
    ]);
    const wire = uint16(WIRE_PUBLIC_MESSAGE);
    const toSign = Buffer.concat([uint16(MLS_1_0), wire, content]);
    const label = vector(Buffer.from('MLS 1.0 FramedContentTBS'));
    const signature = sign('sha256', Buffer.concat([label, vector(toSign)]), this.#key);
    const authenticated = Buffer.concat([wire, content, vector(signature)]);
    const hashed = Buffer.concat([
      vector(Buffer.from('MLS 1.0 Proposal Reference')),
      vector(authenticated),
    ]);
    return {
      message: Buffer.concat([uint16(MLS_1_0), authenticated]),
      reference: createHash('sha256').update(hashed).digest(),
    };
  }
}

export type ParsedCommit = {
  readonly epoch: bigint;
  /** The proposals that it carries out, in its order. */
  readonly references: readonly Buffer[];
  readonly commit: Buffer;
  /** For those whom it adds. */
  readonly welcome?: Buffer;
};

/**
 * Splits what a client sends as opcode 28: a commit, and after it, without a length, the welcome.
 * @throws RangeError for what is no commit of a member.
 * @see RFC 9420 §6.2, §12.4
 */
export function parseCommitWelcome(bytes: Buffer): ParsedCommit {
  const reader = new Reader(bytes);
  reader.skip(4);
  reader.vector();
  const epoch = reader.uint64();
  if (reader.uint8() !== SENDER_MEMBER) throw new RangeError('the commit is not of a member');
  reader.skip(4);
  reader.vector();
  reader.skip(1);
  const proposals = new Reader(reader.vector());
  const references: Buffer[] = [];
  while (!proposals.isAtEnd) {
    if (proposals.uint8() !== OR_REF_REFERENCE) throw new RangeError('a proposal is inline');
    references.push(proposals.vector());
  }
  if (reader.uint8() === 1) skipUpdatePath(reader);
  // Signature, confirmation tag and membership tag.
  for (let left = 3; left > 0; left--) reader.vector();
  const rest = bytes.subarray(reader.at);
  return {
    epoch,
    references,
    commit: bytes.subarray(0, reader.at),
    ...(rest.length === 0 ? {} : { welcome: rest }),
  };
}

/** The committer's new leaf and the keys above it. @see RFC 9420 §7.2, §7.6 */
function skipUpdatePath(reader: Reader): void {
  reader.vector();
  reader.vector();
  reader.skip(2);
  reader.vector();
  // Capabilities: versions, cipher suites, extensions, proposals, credentials.
  for (let left = 5; left > 0; left--) reader.vector();
  reader.skip(1);
  // Parent hash, extensions, signature; then the nodes.
  for (let left = 4; left > 0; left--) reader.vector();
}

class Reader {
  at = 0;

  constructor(readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  skip(bytes: number): void {
    this.at += bytes;
    if (this.at > this.bytes.length) throw new RangeError('the message is too short');
  }

  uint8(): number {
    this.skip(1);
    return this.bytes.readUInt8(this.at - 1);
  }

  uint64(): bigint {
    this.skip(8);
    return this.bytes.readBigUInt64BE(this.at - 8);
  }

  vector(): Buffer {
    const first = this.bytes.readUInt8(this.at);
    const headBytes = 1 << (first >> 6);
    if (headBytes === 8) throw new RangeError('a length has more than 30 bits');
    let length = first & 0x3f;
    for (let at = 1; at < headBytes; at++) {
      length = length * 256 + this.bytes.readUInt8(this.at + at);
    }
    this.skip(headBytes + length);
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** A vector with its length before it. @see RFC 9420 §2.1.2 */
export function vector(body: Buffer): Buffer {
  const { length } = body;
  const head =
    length < 0x40
      ? Buffer.from([length])
      : length < 0x4000
        ? uint16(0x4000 | length)
        : uint32((0x8000_0000 | length) >>> 0);
  return Buffer.concat([head, body]);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
