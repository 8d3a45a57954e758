import {
  type AbortReason,
  type AgentConfig,
  AsyncQueue,
  type Conversations,
  type GroupRules,
  type SessionInput,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import type { VoiceService } from '../../voice';
import type { OutputSeat } from '../output/shared-output';
import { openSession } from './open-session';

/** Audio waiting for a session that is being opened, or for a loop that is behind: a minute of one person's. */
const AUDIO_LIMIT = 3000;

/** Room for what must not be lost on top of that, such as who has left. */
const INPUT_LIMIT = AUDIO_LIMIT + 1000;

export type SessionPlan = {
  readonly id: string;
  readonly userId: string;
  /** The person's, where the session is one person's own. */
  readonly userName?: string;
  /** Whose it is (`users.id`), where that is not the server itself. */
  readonly owner?: () => Promise<string | null>;
  readonly agentId: string;
  readonly group?: GroupRules;
  /** Whether the session speaks the agent's greeting itself. */
  readonly greets: boolean;
};

export type SessionRunDeps = {
  readonly voice: Pick<VoiceService, 'converse'>;
  readonly conversations: Pick<Conversations, 'getOrCreateSession'>;
  /** With whom they talk: not the agent of the plan where that is gone. */
  readonly onAgent: (agent: AgentConfig) => void;
  readonly onEvent: (event: VoiceEvent) => void;
  /** It could not begin, or broke. It has ended then. */
  readonly onFailure: (error: unknown) => void;
};

/** One conversation with the voice loop, from its first input to its end. Owns its seat at the shared output. */
export class SessionRun {
  readonly #input = new AsyncQueue<SessionInput>(INPUT_LIMIT);
  readonly #controller = new AbortController();
  #isAnswering = false;
  #hasNobody = false;
  #ownerId: string | null | undefined;
  /** Resolves when the session has ended, however it did. */
  readonly ended: Promise<void>;

  constructor(
    readonly plan: SessionPlan,
    private readonly seat: OutputSeat,
    private readonly deps: SessionRunDeps,
  ) {
    this.ended = this.#run();
  }

  /** Whose it is; undefined where that is not known yet, or not asked. */
  get ownerId(): string | null | undefined {
    return this.#ownerId;
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Audio on top of a full queue is dropped: the loop is a minute behind, and would only fall further back. */
  push(item: SessionInput): void {
    if (item.type === 'audio' && this.#input.length >= AUDIO_LIMIT) return;
    this.#input.push(item);
  }

  /** Nobody is there any more to hear an answer: what was being said is heard to its end and kept. Idempotent. */
  leave(): void {
    this.#hasNobody = true;
    this.seat.leave();
    this.#input.close();
    if (this.#isAnswering) this.#controller.abort('hang-up' satisfies AbortReason);
  }

  /** Idempotent. @returns when it has ended. */
  end(reason: AbortReason): Promise<void> {
    this.#controller.abort(reason);
    return this.ended;
  }

  async #run(): Promise<void> {
    const { id, userId, group, greets } = this.plan;
    const { signal } = this.#controller;
    try {
      const agentId = await this.#open();
      if (signal.aborted) return;
      const ownerId = this.#ownerId;
      const session: VoiceSession = {
        id,
        userId,
        channel: 'discord',
        ...(agentId === undefined ? {} : { agentId }),
        greets,
        ...(group === undefined ? {} : { group }),
        ...(ownerId === undefined ? {} : { ownerId }),
        input: this.#input,
        audioOut: this.seat,
        signal,
      };
      for await (const event of this.deps.voice.converse(session)) {
        if (event.type === 'agent-state') this.#isAnswering = event.state !== 'listening';
        if (event.type === 'turn-start' && this.#hasNobody) {
          this.#controller.abort('hang-up' satisfies AbortReason);
        }
        this.deps.onEvent(event);
      }
    } catch (error) {
      this.deps.onFailure(error);
    } finally {
      this.#controller.abort('hang-up' satisfies AbortReason);
      this.#input.close();
      this.seat.leave();
    }
  }

  /** @returns the id of the agent that it is held with; undefined where the wanted one is gone. */
  async #open(): Promise<string | undefined> {
    const { id, userId, userName, owner, agentId: wanted } = this.plan;
    this.#ownerId = await owner?.();
    const ownerId = this.#ownerId;
    const { info, agentId } = await openSession(this.deps.conversations, {
      sessionId: id,
      userId,
      agentId: wanted,
      channel: 'discord',
      ...(userName === undefined ? {} : { userName }),
      ...(ownerId === undefined ? {} : { opener: { ownerId, opensAll: false } }),
    });
    this.deps.onAgent(info.agent);
    return agentId;
  }
}
