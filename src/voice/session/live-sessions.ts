import type { SessionHold } from '@vox/voice-core';

import type { Guests } from './guests';
import type { LiveSession } from './live-session';
import type { LiveSessionView } from './live-view';
import type { TurnEnds } from './turn-ends';

export type RunningSession = {
  readonly hold: SessionHold;
  readonly live: LiveSession;
  readonly guests: Guests;
  readonly ends: TurnEnds;
  /** Epoch ms. */
  readonly startedAtMs: number;
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

  /** Each session once, as its newest connection has it; those that began last come first. */
  get views(): LiveSessionView[] {
    const newest = [...this.#byId.values()].flatMap((connections) => connections.at(-1) ?? []);
    return newest.reverse().map(({ hold, live, ends, startedAtMs }) => ({
      ...live.view,
      info: hold.info,
      startedAtMs,
      lastTurn: ends.last?.latency,
    }));
  }

  isMuted(sessionId: string): boolean {
    return this.of(sessionId).some(({ live }) => live.view.isMuted);
  }

  /**
   * The agent answers nobody in that session any more, or answers again; who connects to it anew while somebody is connected
   * finds it so. @returns false when it does not go on.
   */
  async mute(sessionId: string, isMuted: boolean): Promise<boolean> {
    await this.opened(sessionId);
    const connections = this.of(sessionId);
    for (const { live } of connections) live.mute(isMuted);
    return connections.length > 0;
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
