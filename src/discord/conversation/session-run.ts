import {
  type AbortReason,
  AsyncQueue,
  type Conversations,
  type RoomRules,
  type SessionInput,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import type { VoiceService } from '../../voice';
import type { OutputSeat } from './shared-output';

/** Input waiting for a session that is being opened, or for a loop that is behind: a minute of one person's audio. */
const INPUT_LIMIT = 3000;

export type SessionPlan = {
  readonly id: string;
  readonly userId: string;
  /** The person's, where the session is one person's own. */
  readonly userName?: string;
  readonly agentId: string;
  readonly room?: RoomRules;
  /** Whether the session speaks the agent's greeting itself. */
  readonly greets: boolean;
};

export type SessionRunRooms = {
  readonly voice: Pick<VoiceService, 'converse'>;
  readonly conversations: Pick<Conversations, 'getOrCreateSession'>;
  readonly onEvent: (event: VoiceEvent) => void;
  /** It could not begin, or broke. It has ended then. */
  readonly onFailure: (error: unknown) => void;
};

/** One conversation with the voice loop, from its first input to its end. Owns its seat at the shared output. */
export class SessionRun {
  readonly #input = new AsyncQueue<SessionInput>(INPUT_LIMIT);
  readonly #controller = new AbortController();
  /** Resolves when the session has ended, however it did. */
  readonly ended: Promise<void>;

  constructor(
    readonly plan: SessionPlan,
    private readonly seat: OutputSeat,
    private readonly rooms: SessionRunRooms,
  ) {
    this.ended = this.#run();
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Input on top of a full queue is dropped: the loop is a minute behind, and would only fall further back. */
  push(item: SessionInput): void {
    this.#input.push(item);
  }

  /** Idempotent. @returns when it has ended. */
  end(reason: AbortReason): Promise<void> {
    this.#controller.abort(reason);
    return this.ended;
  }

  async #run(): Promise<void> {
    const { id, userId, userName, agentId, room, greets } = this.plan;
    const { signal } = this.#controller;
    try {
      await this.rooms.conversations.getOrCreateSession({
        sessionId: id,
        userId,
        agentId,
        channel: 'discord',
        ...(userName === undefined ? {} : { userName }),
      });
      if (signal.aborted) return;
      const session: VoiceSession = {
        id,
        userId,
        channel: 'discord',
        greets,
        ...(room === undefined ? {} : { room }),
        input: this.#input,
        audioOut: this.seat,
        signal,
      };
      for await (const event of this.rooms.voice.converse(session)) this.rooms.onEvent(event);
    } catch (error) {
      this.rooms.onFailure(error);
    } finally {
      this.#controller.abort('hang-up' satisfies AbortReason);
      this.#input.close();
      this.seat.leave();
    }
  }
}
