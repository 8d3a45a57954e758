import type { SessionHold } from '@vox/voice-core';

import type { Guests } from './guests';
import type { LiveSession } from './live-session';
import type { TurnEnds } from './turn-ends';

export type RunningSession = {
  readonly hold: SessionHold;
  readonly live: LiveSession;
  readonly guests: Guests;
  readonly ends: TurnEnds;
  /** Ends it as if its client had gone; resolves when it is over. */
  readonly hangUp: () => Promise<void>;
};

/** The sessions that go on in this process. One id may have several: a page that rejoins overlaps with the one it replaces. */
export class LiveSessions {
  /** Connections per session id, the newest last. */
  readonly #byId = new Map<string, RunningSession[]>();
  /** By session id: resolves when the session that is being opened goes on, or does not come about. */
  readonly #opening = new Map<string, Promise<void>>();

  get count(): number {
    return this.all.length;
  }

  get all(): RunningSession[] {
    return [...this.#byId.values()].flat();
  }

  /** All connections of that session. */
  of(sessionId: string): readonly RunningSession[] {
    return this.#byId.get(sessionId) ?? [];
  }

  newest(sessionId: string): RunningSession | undefined {
    return this.of(sessionId).at(-1);
  }

  /** As `newest`; one that is being opened is waited for. */
  async opened(sessionId: string): Promise<RunningSession | undefined> {
    await this.#opening.get(sessionId);
    return this.newest(sessionId);
  }

  /** A session is being opened. Gives what ends that. */
  opens(sessionId: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#opening.set(sessionId, promise);
    return () => {
      resolve();
      if (this.#opening.get(sessionId) === promise) this.#opening.delete(sessionId);
    };
  }

  add(running: RunningSession): void {
    const { sessionId } = running.hold.info;
    this.#byId.set(sessionId, [...this.of(sessionId), running]);
  }

  remove(running: RunningSession): void {
    const { sessionId } = running.hold.info;
    const others = this.of(sessionId).filter((other) => other !== running);
    if (others.length > 0) this.#byId.set(sessionId, others);
    else this.#byId.delete(sessionId);
  }
}
