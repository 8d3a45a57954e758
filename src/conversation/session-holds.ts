import type { AgentConfig, Clock, SessionInfo, SessionListener } from '@vox/voice-core';

import type { SessionChanges } from './session-changes';

type Held = {
  info: SessionInfo;
  readonly listeners: Set<SessionListener>;
  /** Epoch ms. */
  readonly sinceMs: number;
};

/** Who is talking in which session of this process: several connections, where a page that rejoins overlaps with itself. */
export class SessionHolds {
  readonly #held = new Map<string, Held>();

  constructor(
    private readonly changes: SessionChanges,
    private readonly clock: Pick<Clock, 'wallMs'>,
  ) {}

  get sessionIds(): string[] {
    return [...this.#held.keys()];
  }

  /** Whose each is, and since when it is held (epoch ms). */
  get all(): readonly Pick<Held, 'info' | 'sinceMs'>[] {
    return [...this.#held.values()];
  }

  has(sessionId: string): boolean {
    return this.#held.has(sessionId);
  }

  /** Those who talk in it do so with `agent` from now on. */
  changeAgent(sessionId: string, agent: AgentConfig): void {
    const held = this.#held.get(sessionId);
    if (held !== undefined) held.info = { ...held.info, agent, agentOrigin: 'named' };
  }

  /** `info` with the agent that the session has now. */
  current(info: SessionInfo): SessionInfo {
    const { agent, agentOrigin } = this.#held.get(info.sessionId)?.info ?? info;
    if (agent.id === info.agent.id) return info;
    return { ...info, agent, ...(agentOrigin === undefined ? {} : { agentOrigin }) };
  }

  add(info: SessionInfo, listener: SessionListener): void {
    const known = this.#held.get(info.sessionId);
    if (known !== undefined) {
      known.listeners.add(listener);
      return;
    }
    const sinceMs = this.clock.wallMs();
    this.#held.set(info.sessionId, { info, listeners: new Set([listener]), sinceMs });
    this.#tell('started', info);
  }

  /** @returns whether that was the last one. Idempotent: false when it holds it no longer. */
  remove(sessionId: string, listener: SessionListener): boolean {
    const held = this.#held.get(sessionId);
    if (held?.listeners.delete(listener) !== true || held.listeners.size > 0) return false;
    this.#held.delete(sessionId);
    this.#tell('ended', held.info);
    return true;
  }

  tellForgotten(sessionId: string): void {
    for (const listener of this.#held.get(sessionId)?.listeners ?? []) listener.onForgotten();
  }

  /** Everybody in it is told why, and holds it no longer. */
  refuse(sessionId: string, error: Error): void {
    const held = this.#held.get(sessionId);
    if (held === undefined) return;
    this.#held.delete(sessionId);
    for (const listener of held.listeners) listener.onRefused(error);
    this.#tell('ended', held.info);
  }

  #tell(type: 'started' | 'ended', info: SessionInfo): void {
    const { sessionId, ownerId = null, groupId = null, userId, userName } = info;
    const { channel, agent, agentOrigin } = info;
    this.changes.tell({
      type,
      sessionId,
      ownerId,
      groupId,
      userId,
      ...(userName === undefined ? {} : { userName }),
      channel,
      // One that stands in is not the session's.
      ...(agentOrigin === 'stand-in' ? {} : { agentId: agent.id }),
      atMs: this.clock.wallMs(),
    });
  }
}
