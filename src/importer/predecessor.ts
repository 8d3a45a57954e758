import { connectionOf, describeDatabase, reachDatabase } from '@vox/database';
import { ConfigError } from '@vox/voice-core';
import { Client } from 'pg';
import type { z } from 'zod';

import {
  type AgentRow,
  agentRowSchema,
  type MessageRow,
  messageRowSchema,
  type ProviderRow,
  providerRowSchema,
  type SessionRow,
  sessionRowSchema,
} from './predecessor-rows';

/** A machine that is asked for its database is up; it is not waited for as our own is. */
const REACH_WITHIN_MS = 10_000;

const NEEDED = ['agents', 'sessions', 'conversations'] as const;

/** What VoxBridge 1 keeps and this server has no place for; `user_memories` is of its memory library. */
const NOT_BROUGHT = [
  'users',
  'user_facts',
  'user_memories',
  'user_agent_memory_settings',
  'system_settings',
] as const;

export type PredecessorOptions = {
  readonly onWait: (message: string) => void;
  /** Rows that are in memory at once. */
  readonly pageSize: number;
};

/**
 * The database of VoxBridge 1, as it was at one moment, and read only: its server may go on meanwhile.
 *
 * The caller closes it. All is asked in SQL, since these tables are no entities of ours.
 */
export class Predecessor {
  private constructor(
    private readonly client: Client,
    private readonly tables: ReadonlySet<string>,
    private readonly pageSize: number,
  ) {}

  /** @throws ConfigError when it cannot be reached, or is no database of VoxBridge 1. */
  static async open(url: string, { onWait, pageSize }: PredecessorOptions): Promise<Predecessor> {
    const reached = await reachDatabase(url, { timeoutMs: REACH_WITHIN_MS, onWait });
    const client = new Client({ ...connectionOf(reached), application_name: 'voxbridge import' });
    await client.connect();
    try {
      await client.query('begin isolation level repeatable read, read only');
      const { rows } = await client.query<{ name: string }>(
        'select table_name as name from information_schema.tables where table_schema = current_schema()',
      );
      const tables = new Set(rows.map(({ name }) => name));
      const missing = NEEDED.filter((name) => !tables.has(name));
      if (missing.length === 0) return new Predecessor(client, tables, pageSize);
      throw new ConfigError([
        `${describeDatabase(url)} is no database of VoxBridge 1: it has no table ${missing.join(', ')}`,
      ]);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  agents(): Promise<AgentRow[]> {
    return this.#read(agentRowSchema, 'select * from agents order by created_at, id');
  }

  /** None where the version had none. */
  async providers(): Promise<ProviderRow[]> {
    if (!this.tables.has('llm_providers')) return [];
    return this.#read(providerRowSchema, 'select * from llm_providers order by created_at, id');
  }

  async *sessions(): AsyncGenerator<readonly SessionRow[], void, void> {
    for (let after: string | null = null; ;) {
      const page: SessionRow[] = await this.#read(
        sessionRowSchema,
        'select * from sessions where $1::uuid is null or id > $1 order by id limit $2',
        [after, this.pageSize],
      );
      if (page.length > 0) yield page;
      after = page.at(-1)?.id ?? null;
      if (page.length < this.pageSize) return;
    }
  }

  /** What was said in these sessions, one session after the other, each in the order in which it was stored. */
  async *messages(
    sessionIds: readonly string[],
  ): AsyncGenerator<readonly MessageRow[], void, void> {
    for (let after: MessageRow | undefined; ;) {
      const page: MessageRow[] = await this.#read(
        messageRowSchema,
        `select * from conversations
          where session_id = any($1::uuid[]) and ($2::uuid is null or (session_id, id) > ($2::uuid, $3::int))
          order by session_id, id limit $4`,
        [sessionIds, after?.session_id ?? null, after?.id ?? 0, this.pageSize],
      );
      if (page.length > 0) yield page;
      after = page.at(-1);
      if (page.length < this.pageSize) return;
    }
  }

  /** Rows of each of its tables that have no place here. */
  async notBrought(): Promise<{ readonly table: string; readonly rows: number }[]> {
    const counts: { readonly table: string; readonly rows: number }[] = [];
    for (const table of NOT_BROUGHT) {
      if (!this.tables.has(table)) continue;
      const { rows } = await this.client.query<{ n: number }>(
        `select count(*)::int as n from ${table}`,
      );
      const n = rows[0]?.n ?? 0;
      if (n > 0) counts.push({ table, rows: n });
    }
    return counts;
  }

  async #read<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<z.output<Schema>[]> {
    const { rows } = await this.client.query<Record<string, unknown>>(sql, [...parameters]);
    return rows.map((row) => schema.parse(row));
  }
}
