import type { Clock } from '@vox/voice-core';

import type { ConversationCache } from './conversation-cache';
import type { ConversationStore } from './conversation-store.port';
import type { Deletion, Forgetting, Forgotten } from './forgetting';
import type { HistorySummaries } from './history-summaries';
import type { SessionEndings } from './session-endings';
import type { SessionHolds } from './session-holds';

/**
 * A deletion is dated by the clock of the server that was asked for it, before its transaction ends: it may be seen as much
 * later than it is dated.
 */
const OVERLAP_MS = 60_000;

/** Lets go of what this process keeps of sessions that were deleted, also through other servers. */
export class SessionForgetting {
  /** When sessions were deleted that are forgotten here, epoch ms; those of the overlap, which are found again. */
  readonly #forgottenMs = new Map<string, number>();
  /** Epoch ms. */
  #seenUntilMs: number;

  constructor(
    private readonly cache: ConversationCache,
    private readonly store: ConversationStore,
    private readonly holds: SessionHolds,
    private readonly endings: SessionEndings,
    private readonly forgetting: Forgetting,
    private readonly clock: Pick<Clock, 'wallMs'>,
    private readonly summaries?: HistorySummaries,
  ) {
    this.#seenUntilMs = clock.wallMs();
  }

  /** @returns what all who keep words have let go of. */
  forget(deleted: Iterable<string>, person?: Deletion['person']): Promise<Forgotten> {
    const sessionIds = [...deleted];
    const nowMs = this.clock.wallMs();
    for (const sessionId of sessionIds) this.#forgetOne(sessionId, nowMs);
    return this.forgetting.tell({ sessionIds, person });
  }

  /**
   * Forgets those of the sessions that this process has words of that another server has deleted. Does not wait for those who
   * keep words in places of their own. Rejects when the database cannot be asked.
   */
  async forgetDeletedElsewhere(): Promise<void> {
    const askedAtMs = this.clock.wallMs();
    const sinceMs = this.#seenUntilMs - OVERLAP_MS;
    const deleted = (await this.store.findDeleted(sinceMs)).filter(
      ({ sessionId, atMs }) => atMs > (this.#forgottenMs.get(sessionId) ?? -Infinity),
    );
    this.#seenUntilMs = askedAtMs;
    for (const [sessionId, atMs] of this.#forgottenMs) {
      if (atMs < askedAtMs - OVERLAP_MS) this.#forgottenMs.delete(sessionId);
    }
    const kept = deleted.filter(({ sessionId }) => this.cache.hasWordsOf(sessionId));
    for (const { sessionId, atMs } of deleted) this.#forgottenMs.set(sessionId, atMs);
    if (kept.length === 0) return;
    for (const { sessionId, atMs } of kept) this.#forgetOne(sessionId, atMs);
    // Whose files lie far away would keep the lease from being renewed.
    void this.forgetting.tell({ sessionIds: kept.map(({ sessionId }) => sessionId) });
  }

  #forgetOne(sessionId: string, atMs: number): void {
    this.#forgottenMs.set(sessionId, atMs);
    this.cache.forget(sessionId, atMs);
    this.summaries?.set(sessionId, undefined);
    this.endings.cancel(sessionId);
    this.holds.tellForgotten(sessionId);
  }
}
