import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionSummaryEntity } from '@vox/database';
import { entriesUpTo, type NewMessage } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';
import { Repository } from 'typeorm';

import { DatabaseGate, DatabaseUnavailableError } from './database-gate';

/** What was said up to a turn, in short. */
export type HistorySummary = Pick<SessionSummaryEntity, 'content' | 'lastTurnId'>;

/** What a model is given of a session: the summary, and the messages that it does not cover, oldest first. */
export type History = {
  readonly summary: HistorySummary | undefined;
  readonly said: readonly NewMessage[];
};

/** Null: there is none. */
type Known = { readonly summary: HistorySummary | null };

const MAX_REMEMBERED = 10_000;

/** One that another server wrote is given to the model a little later; no answer waits for that. */
const KNOWN_FOR_MS = 30_000;

/** The summaries of sessions, in memory as they were lately. Read once for a session, and then behind its back. */
@Injectable()
export class HistorySummaries {
  readonly #known: LRUCache<string, Known>;

  constructor(
    @InjectRepository(SessionSummaryEntity) rows: Repository<SessionSummaryEntity>,
    gate: DatabaseGate,
  ) {
    this.#known = new LRUCache<string, Known>({
      ...entriesUpTo(MAX_REMEMBERED),
      ttl: KNOWN_FOR_MS,
      allowStale: true,
      noDeleteOnFetchRejection: true,
      fetchMethod: async (sessionId): Promise<Known> => ({
        summary: await gate.run('sessions', () => rows.findOneBy({ sessionId })),
      }),
    });
  }

  /** Undefined where there is none, or the database does not say in time. */
  async of(sessionId: string): Promise<HistorySummary | undefined> {
    try {
      return (await this.#known.fetch(sessionId))?.summary ?? undefined;
    } catch (error) {
      // The newest messages alone are given then.
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      return undefined;
    }
  }

  /** It was written, or there is none any more. */
  set(sessionId: string, summary: HistorySummary | undefined): void {
    this.#known.set(sessionId, { summary: summary ?? null });
  }
}

/** The messages that the summary does not cover. */
export function messagesAfter(
  messages: readonly NewMessage[],
  summary: HistorySummary | undefined,
): readonly NewMessage[] {
  const last = messages.findLastIndex(({ turnId }) => turnId === summary?.lastTurnId);
  return messages.slice(last + 1);
}

/** The agent's prompt, with what was said before the messages that follow. */
export function withSummary(systemPrompt: string, summary: HistorySummary | undefined): string {
  if (summary === undefined) return systemPrompt;
  return `${systemPrompt}\n\nWhat was said in this conversation before, in short:\n${summary.content}`;
}
