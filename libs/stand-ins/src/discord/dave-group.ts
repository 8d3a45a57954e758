import type { Changes } from './changes';
import { DaveMembership, type Proposed } from './dave-membership';
import type { DaveParticipant, DaveService } from './dave-participant';
import { Deadline } from './deadline';
import { uint16, vector } from './mls';

/** Who commits when both kinds could: Discord takes whoever is first. */
export type DaveCommitter = 'person' | 'client';

export type DaveOptions = {
  /** Default: person. */
  readonly committer?: DaveCommitter;
  /** The first group of a call takes effect at once (transition 0, default) or when all are ready. */
  readonly start?: 'at-once' | 'when-ready';
};

type Stage =
  | { readonly kind: 'idle' }
  /** Everyone is being told to begin again. */
  | { readonly kind: 'restarting' }
  | {
      readonly kind: 'proposed';
      readonly proposals: readonly Proposed[];
      readonly spare?: { readonly userId: string; readonly message: Buffer };
    }
  | { readonly kind: 'transition'; readonly id: number; readonly waitsFor: Set<string> };

/** Discord waits about two seconds for everyone to be ready. */
const TRANSITION_MS = 2000;

/** A client that is to commit and does not is replaced by a person. */
const COMMIT_MS = 1000;

const APPEND = Buffer.from([0]);
const IDLE: Stage = { kind: 'idle' };

/**
 * The voice server's part in the end-to-end encryption of one call: it proposes who comes and goes, picks one commit an
 * epoch, and tells all when to change keys. The channel owns it and calls `close`.
 * @see https://daveprotocol.com
 */
export class DaveGroup implements DaveService {
  /** Whose commit each epoch was, in order. */
  readonly committers: string[] = [];
  readonly #participants = new Map<string, DaveParticipant>();
  readonly #introduced = new WeakSet<DaveParticipant>();
  readonly #members: DaveMembership;
  readonly #changes: Changes;
  readonly #options: Required<DaveOptions>;
  readonly #deadline = new Deadline();
  #stage: Stage = IDLE;
  #lastTransitionId = 0;
  #version = 1;
  #isWithholding = false;

  /** `onKeys` is called when everybody's keys may have changed. */
  constructor(
    channelId: string,
    changes: Changes,
    options: DaveOptions = {},
    readonly onKeys: () => void = () => undefined,
  ) {
    this.#members = new DaveMembership(channelId);
    this.#changes = changes;
    this.#options = { committer: 'person', start: 'at-once', ...options };
  }

  /** Those who can read each other now. */
  get memberIds(): readonly string[] {
    return this.#members.userIds;
  }

  get epoch(): bigint {
    return this.#members.epoch;
  }

  /** 0 after a downgrade. */
  get protocolVersion(): number {
    return this.#version;
  }

  /** True when everyone who wants to be in the group is, and has changed to its keys. */
  get isSettled(): boolean {
    if (this.#version === 0) return this.#stage.kind === 'idle';
    const { size } = this.#participants;
    const { isEstablished, userIds, hasLeaving } = this.#members;
    const hasAll = size < 2 ? !isEstablished : userIds.length === size;
    return this.#stage.kind === 'idle' && hasAll && !hasLeaving && !this.#isWithholding;
  }

  join(participant: DaveParticipant): void {
    this.#participants.set(participant.userId, participant);
    if (this.#version > 0) this.#introduce(participant);
  }

  leave(userId: string): void {
    this.#participants.delete(userId);
    this.#members.leave(userId);
    if (this.#stage.kind === 'transition') this.ready(userId, this.#stage.id);
    if (this.#stage.kind === 'proposed') this.#reproposeWithout(userId);
    this.#advance();
  }

  keyPackage(userId: string, keyPackage: Buffer): void {
    if (!this.#participants.has(userId)) return;
    this.#members.offer(userId, keyPackage);
    this.#advance();
  }

  commitWelcome(userId: string, message: Buffer): void {
    const stage = this.#stage;
    if (stage.kind !== 'proposed') return;
    // People answer while the others have not heard of the proposals yet.
    if (this.#participants.get(userId)?.isRemote === false) {
      this.#stage = { ...stage, spare: stage.spare ?? { userId, message } };
    } else {
      this.#accept(userId, message, stage.proposals);
    }
  }

  /** Opcode 23. */
  ready(userId: string, transitionId: number): void {
    if (this.#stage.kind !== 'transition' || this.#stage.id !== transitionId) return;
    this.#stage.waitsFor.delete(userId);
    if (this.#stage.waitsFor.size === 0) this.#execute(transitionId);
  }

  /** Opcode 31: the client could not read a commit or welcome; it comes back with its next key package. */
  invalid(userId: string): void {
    this.#members.leave(userId);
    if (this.#stage.kind === 'transition') this.ready(userId, this.#stage.id);
    this.#advance();
  }

  /** A new group for everyone, in the middle of the call. */
  reinitialise(): void {
    this.#version = 1;
    this.#isWithholding = false;
    this.#restart();
  }

  /** Asks everybody for new keys, and lets nobody have any until `reinitialise`. */
  withholdKeys(): void {
    this.#isWithholding = true;
    this.#restart();
  }

  /** Ends the encryption: `at-once` as a (re)initialisation, else when all are ready. */
  downgrade(when: 'at-once' | 'when-ready' = 'at-once'): void {
    this.#version = 0;
    this.#members.forget();
    const id = when === 'at-once' ? 0 : this.#nextTransitionId();
    this.#transition(id, (participant) => {
      participant.prepareTransition(id, 0);
      return true;
    });
  }

  /** Announces a commit that nobody can read; clients answer with opcode 31. */
  announceGarbage(): void {
    const id = this.#nextTransitionId();
    for (const participant of this.#remotes()) participant.announceCommit(id, uint16(0xdead));
  }

  close(): void {
    this.#enter(IDLE);
    this.#participants.clear();
  }

  #introduce(participant: DaveParticipant): void {
    if (this.#introduced.has(participant)) return;
    this.#introduced.add(participant);
    participant.externalSender(this.#members.senderDescription);
  }

  #remotes(): DaveParticipant[] {
    return [...this.#participants.values()].filter(({ isRemote }) => isRemote);
  }

  #people(): DaveParticipant[] {
    return [...this.#participants.values()].filter(({ isRemote }) => !isRemote);
  }

  #clientsFirst(): DaveParticipant[] {
    return [...this.#remotes(), ...this.#people()];
  }

  #advance(): void {
    const isBusy = this.#stage.kind !== 'idle' || this.#version === 0 || this.#isWithholding;
    if (isBusy) return this.#changes.notify();
    if (this.#members.isUsedUp) return this.#restart();
    const proposals = this.#members.propose();
    if (proposals.length > 0) this.#propose(proposals);
    this.#changes.notify();
  }

  /** Who founds a group gets everyone but themselves proposed; who is in it gets all. Clients hear of it first. */
  #propose(proposals: readonly Proposed[]): void {
    const stage: Stage = { kind: 'proposed', proposals };
    this.#enter(stage, COMMIT_MS, () => this.#useSpare());
    const userIds = [...this.#participants.keys(), ...this.#members.userIds];
    const committers = this.#clientsFirst().filter(({ userId }) => this.#members.commits(userId));
    for (const participant of committers) {
      const messages = proposals.filter(({ userId }) => userId !== participant.userId);
      const list = vector(Buffer.concat(messages.map(({ message }) => message)));
      participant.proposals(Buffer.concat([APPEND, list]), userIds);
    }
    const hasClient = committers.some(({ isRemote }) => isRemote);
    const isForClient = hasClient && this.#options.committer === 'client';
    if (!isForClient && this.#stage.kind === 'proposed' && this.#stage.spare !== undefined) {
      this.#useSpare();
    }
  }

  /** Somebody went while their own proposal was out: everyone starts over without it. */
  #reproposeWithout(userId: string): void {
    if (this.#stage.kind !== 'proposed') return;
    if (this.#stage.proposals.some((proposal) => proposal.userId === userId)) this.#restart();
  }

  #useSpare(): void {
    const stage = this.#stage;
    if (stage.kind !== 'proposed') return;
    if (stage.spare === undefined) this.#restart();
    else this.#accept(stage.spare.userId, stage.spare.message, stage.proposals);
  }

  #accept(userId: string, message: Buffer, proposals: readonly Proposed[]): void {
    const epoch = this.#members.accept(userId, message, proposals);
    if (epoch === undefined) return;
    const { commit, welcome, added, staying } = epoch;
    this.committers.push(userId);
    const isAtOnce = epoch.isFirst && this.#options.start === 'at-once';
    this.#transition(isAtOnce ? 0 : this.#nextTransitionId(), (participant, id) => {
      const isAdded = added.includes(participant.userId);
      const stays = staying.includes(participant.userId);
      if (isAdded && welcome !== undefined) participant.welcome(id, welcome);
      else if (stays) participant.announceCommit(id, commit);
      return isAdded || stays;
    });
  }

  /**
   * `tell` says whether the participant has a part in it. Clients come first, so that what people then send can be read;
   * who has no part is not waited for.
   */
  #transition(id: number, tell: (participant: DaveParticipant, id: number) => boolean): void {
    const remotes = this.#remotes();
    const waitsFor = new Set<string>();
    this.#enter({ kind: 'transition', id, waitsFor }, TRANSITION_MS, () => this.#execute(id));
    for (const { userId } of remotes.filter((participant) => tell(participant, id))) {
      waitsFor.add(userId);
    }
    for (const participant of this.#people()) tell(participant, id);
    if (waitsFor.size === 0) return this.#execute(id);
    if (id !== 0) return;
    for (const participant of remotes) {
      void participant.flushed().then(() => this.ready(participant.userId, id));
    }
  }

  #execute(id: number): void {
    this.#enter(IDLE);
    for (const participant of this.#participants.values()) {
      if (id !== 0 || !participant.isRemote) participant.executeTransition(id);
    }
    this.onKeys();
    this.#advance();
  }

  /** A sole member keeps no group: all begin again with new key packages. */
  #restart(): void {
    this.#enter({ kind: 'restarting' });
    this.#members.forget();
    for (const participant of this.#clientsFirst()) {
      participant.prepareEpoch(1, 1);
      participant.prepareTransition(0, 1);
      this.#introduce(participant);
    }
    this.#enter(IDLE);
    this.#advance();
  }

  #nextTransitionId(): number {
    this.#lastTransitionId = (this.#lastTransitionId % 0xffff) + 1;
    return this.#lastTransitionId;
  }

  #enter(stage: Stage, timeoutMs?: number, onTimeout?: () => void): void {
    this.#deadline.clear();
    this.#stage = stage;
    if (timeoutMs !== undefined && onTimeout !== undefined) {
      this.#deadline.set(timeoutMs, onTimeout);
    }
    this.#changes.notify();
  }
}
