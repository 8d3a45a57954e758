import { DaveRoster } from './dave-roster';
import { ExternalSender, type MlsProposal, parseCommitWelcome } from './mls';

export type Proposed = MlsProposal & { readonly kind: 'add' | 'remove'; readonly userId: string };

/** A commit that begins an epoch, and whom it concerns. */
export type Epoch = {
  readonly commit: Buffer;
  /** For those who are added. */
  readonly welcome?: Buffer;
  /** True when it founds the group. */
  readonly isFirst: boolean;
  readonly added: readonly string[];
  /** Those who were in it, and still are. */
  readonly staying: readonly string[];
};

/** Who is in a DAVE group, who wants to be or has gone, and what is to be proposed because of that. */
export class DaveMembership {
  readonly #keyPackages = new Map<string, Buffer>();
  readonly #leaving = new Set<string>();
  readonly #roster = new DaveRoster();
  readonly #sender: ExternalSender;
  #epoch = 0n;

  constructor(channelId: string) {
    this.#sender = new ExternalSender(channelId);
  }

  /** The voice server, as opcode 25 tells it. */
  get senderDescription(): Buffer {
    return this.#sender.description;
  }

  /** Those who can read each other now. */
  get userIds(): readonly string[] {
    return this.#roster.userIds;
  }

  get epoch(): bigint {
    return this.#epoch;
  }

  get isEstablished(): boolean {
    return this.#roster.userIds.length > 0;
  }

  get hasLeaving(): boolean {
    return this.#leaving.size > 0;
  }

  /** A sole member keeps no group. */
  get isUsedUp(): boolean {
    const staying = this.#roster.userIds.filter((userId) => !this.#leaving.has(userId));
    return this.isEstablished && staying.length < 2 && this.hasLeaving;
  }

  offer(userId: string, keyPackage: Buffer): void {
    this.#keyPackages.set(userId, keyPackage);
    // Whoever makes a new key package has given up the place that it had.
    if (this.#roster.has(userId)) this.#leaving.add(userId);
  }

  /** Has gone, or has to come anew. */
  leave(userId: string): void {
    this.#keyPackages.delete(userId);
    if (this.#roster.has(userId)) this.#leaving.add(userId);
  }

  /** Whether proposals are for `userId` to carry out. */
  commits(userId: string): boolean {
    return this.isEstablished
      ? this.#roster.has(userId) && !this.#leaving.has(userId)
      : this.#keyPackages.has(userId);
  }

  propose(): readonly Proposed[] {
    if (!this.isEstablished) return this.#keyPackages.size < 2 ? [] : this.#proposeNew();
    const removals = [...this.#leaving].map((userId): Proposed => ({
      kind: 'remove',
      userId,
      ...this.#sender.remove(this.#epoch, this.#roster.leafOf(userId)),
    }));
    return [...removals, ...this.#proposeNew()];
  }

  /** @returns undefined for a commit of another epoch. */
  accept(userId: string, message: Buffer, proposals: readonly Proposed[]): Epoch | undefined {
    const { epoch, references, commit, welcome } = parseCommitWelcome(message);
    if (epoch !== this.#epoch) return undefined;
    const carriedOut = references.flatMap(
      (reference) => proposals.find((proposal) => proposal.reference.equals(reference)) ?? [],
    );
    const removed = carriedOut.filter(({ kind }) => kind === 'remove').map((one) => one.userId);
    const added = carriedOut.filter(({ kind }) => kind === 'add').map((one) => one.userId);
    const isFirst = !this.isEstablished;
    if (isFirst) this.#roster.found(userId);
    const staying = this.#roster.userIds.filter(
      (member) => !removed.includes(member) && !added.includes(member),
    );
    this.#roster.apply(removed, added);
    for (const gone of removed) this.#leaving.delete(gone);
    for (const member of this.#roster.userIds) this.#keyPackages.delete(member);
    this.#epoch += 1n;
    return { commit, isFirst, added, staying, ...(welcome === undefined ? {} : { welcome }) };
  }

  forget(): void {
    this.#roster.clear();
    this.#leaving.clear();
    this.#keyPackages.clear();
    this.#epoch = 0n;
  }

  #proposeNew(): Proposed[] {
    return [...this.#keyPackages]
      .filter(([userId]) => !this.#roster.has(userId))
      .map(([userId, keyPackage]) => ({
        kind: 'add',
        userId,
        ...this.#sender.add(this.#epoch, keyPackage),
      }));
  }
}
