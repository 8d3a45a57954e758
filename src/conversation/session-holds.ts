import type { SessionListener } from '@vox/voice-core';

/** Who is talking in which session of this process: several connections, where a page that rejoins overlaps with itself. */
export class SessionHolds {
  readonly #listeners = new Map<string, Set<SessionListener>>();

  get sessionIds(): string[] {
    return [...this.#listeners.keys()];
  }

  has(sessionId: string): boolean {
    return this.#listeners.has(sessionId);
  }

  add(sessionId: string, listener: SessionListener): void {
    const listeners = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, listeners.add(listener));
  }

  /** @returns whether that was the last one. Idempotent: false when it holds it no longer. */
  remove(sessionId: string, listener: SessionListener): boolean {
    const listeners = this.#listeners.get(sessionId);
    if (listeners?.delete(listener) !== true || listeners.size > 0) return false;
    this.#listeners.delete(sessionId);
    return true;
  }

  tellForgotten(sessionId: string): void {
    for (const listener of this.#listeners.get(sessionId) ?? []) listener.onForgotten();
  }

  /** Everybody in it is told why, and holds it no longer. */
  refuse(sessionId: string, error: Error): void {
    const listeners = this.#listeners.get(sessionId) ?? [];
    this.#listeners.delete(sessionId);
    for (const listener of listeners) listener.onRefused(error);
  }
}
