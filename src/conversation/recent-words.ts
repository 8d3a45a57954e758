import type { NewMessage } from '@vox/voice-core';
import type { LRUCache } from 'lru-cache';

import { withMessage } from './context-messages';

export type Recent = {
  /** Who said it; undefined where it was added to a session that was not in the cache. */
  readonly userId: string | undefined;
  /** The database said that the session is that user's. */
  readonly isOwner: boolean;
  readonly messages: readonly NewMessage[];
};

type Conversation = {
  readonly sessionId: string;
  readonly userId: string;
  readonly isLoaded: boolean;
};

/** What was said lately in this process, also in sessions that left the cache: it may not be stored yet. */
export class RecentWords {
  constructor(
    private readonly kept: LRUCache<string, Recent>,
    private readonly maxMessages: number,
  ) {}

  /** @param conversation The session, where it is in the cache. */
  add(sessionId: string, message: NewMessage, conversation: Conversation | undefined): void {
    const recent = this.kept.get(sessionId);
    const userId = conversation?.userId ?? recent?.userId;
    const isSameUser = recent?.userId === undefined || recent.userId === userId;
    this.kept.set(sessionId, {
      userId,
      isOwner: conversation?.isLoaded === true || (isSameUser && recent?.isOwner === true),
      messages: withMessage(isSameUser ? (recent?.messages ?? []) : [], message, this.maxMessages),
    });
  }

  /** What is known to be that user's words in that session; whose it is when nobody said is settled by the database. */
  of({ sessionId, userId, isLoaded }: Conversation): readonly NewMessage[] {
    const recent = this.kept.get(sessionId);
    const isOwn = recent?.userId === undefined ? isLoaded : recent.userId === userId;
    return isOwn ? (recent?.messages ?? []) : [];
  }

  /** Whoever said it. */
  all(sessionId: string): readonly NewMessage[] {
    return this.kept.get(sessionId)?.messages ?? [];
  }

  /** Whose session it is, if something was said in it lately and the database said so. */
  ownerOf(sessionId: string): string | undefined {
    const recent = this.kept.get(sessionId);
    return recent?.isOwner === true ? recent.userId : undefined;
  }

  has(sessionId: string): boolean {
    return this.kept.has(sessionId);
  }

  forget(sessionId: string): void {
    this.kept.delete(sessionId);
  }

  sweep(): void {
    this.kept.purgeStale();
  }
}
