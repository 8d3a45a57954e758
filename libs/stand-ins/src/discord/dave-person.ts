import { DAVESession } from '@snazzah/davey';

import type { DaveParticipant, DaveService } from './dave-participant';

const AUDIO = 0;

/** Magic marker at the end of each encrypted frame. @see DAVE protocol, "Magic Marker" */
const MARKER = Buffer.from([0xfa, 0xfa]);

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** How long frames of the epoch before stay readable, in seconds. */
const KEPT_EPOCH_S = 10;

/**
 * The end-to-end encryption of a person whom the stand-in plays. New keys are used from `executeTransition` on, as by
 * Discord's own clients, so that no frame overtakes the messages that make it readable.
 */
export class DavePerson implements DaveParticipant {
  readonly isRemote = false;
  readonly #session: DAVESession;
  readonly #service: DaveService;
  readonly #channelId: string;
  readonly #staged = new Map<number, () => void>();
  #version = 1;

  constructor(
    readonly userId: string,
    channelId: string,
    service: DaveService,
  ) {
    this.#channelId = channelId;
    this.#service = service;
    this.#session = new DAVESession(1, userId, channelId);
  }

  /** True when it is in a group, so that others can read what it sends. */
  get isReady(): boolean {
    return this.#session.ready;
  }

  /** The same 30 digits for everybody in the group. */
  get privacyCode(): string {
    return this.#session.voicePrivacyCode;
  }

  get userIds(): readonly string[] {
    return this.#session.getUserIds();
  }

  /** A frame of its voice as it goes over the wire. */
  seal(opus: Buffer): Buffer {
    if (this.#version === 0 || !this.#session.ready || opus.equals(SILENCE)) return opus;
    return this.#session.encryptOpus(opus);
  }

  /** @returns undefined when the frame cannot be read, or not yet. */
  open(userId: string, frame: Buffer): Buffer | undefined {
    if (frame.equals(SILENCE) || !frame.subarray(-2).equals(MARKER)) return frame;
    try {
      return this.#session.decrypt(userId, AUDIO, frame);
    } catch {
      return undefined;
    }
  }

  externalSender(description: Buffer): void {
    this.#session.setExternalSender(description);
    this.#service.keyPackage(this.userId, this.#session.getSerializedKeyPackage());
  }

  prepareEpoch(epoch: number, protocolVersion: number): void {
    this.#version = protocolVersion;
    if (epoch !== 1) return;
    this.#staged.clear();
    this.#session.reinit(protocolVersion, this.userId, this.#channelId);
    this.#service.keyPackage(this.userId, this.#session.getSerializedKeyPackage());
  }

  prepareTransition(transitionId: number, protocolVersion: number): void {
    this.#staged.set(transitionId, () => {
      this.#version = protocolVersion;
      this.#session.setPassthroughMode(protocolVersion === 0, KEPT_EPOCH_S);
    });
    if (transitionId === 0) this.executeTransition(0);
  }

  executeTransition(transitionId: number): void {
    this.#staged.get(transitionId)?.();
    this.#staged.delete(transitionId);
  }

  proposals(payload: Buffer, userIds: readonly string[]): void {
    const kind = payload.readUInt8(0);
    const { commit, welcome } = this.#session.processProposals(kind, payload.subarray(1), [
      ...userIds,
    ]);
    if (commit === undefined) return;
    const message = welcome === undefined ? commit : Buffer.concat([commit, welcome]);
    this.#service.commitWelcome(this.userId, message);
  }

  announceCommit(transitionId: number, commit: Buffer): void {
    this.#staged.set(transitionId, () => this.#session.processCommit(commit));
  }

  welcome(transitionId: number, welcome: Buffer): void {
    this.#staged.set(transitionId, () => this.#session.processWelcome(welcome));
  }

  async flushed(): Promise<void> {}
}
