import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { AuditEntryEntity, errorCode } from '@vox/database';
import { Repository, type SelectQueryBuilder } from 'typeorm';

import { microsecondsOf, timestampOf } from '../http';
import type { Identity } from '../identity';
import type { ListAudit, ListedEntry } from './audit.schema';

/** What somebody did, or tried to. Ids and names of things; no words of a conversation and no secret. */
export type AuditedAct = {
  readonly action: string;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly details: Record<string, unknown>;
};

/** Who changed what. */
@Injectable()
export class AuditLog {
  readonly #logger = new Logger('Audit');

  constructor(
    @InjectRepository(AuditEntryEntity) private readonly entries: Repository<AuditEntryEntity>,
  ) {}

  /** Never rejects: what is done is done, and then the server's own log says it. */
  async note(
    { ownerId, actor }: Pick<Identity, 'ownerId' | 'actor'>,
    act: AuditedAct,
  ): Promise<void> {
    const { details, ...columns } = act;
    try {
      await this.entries.insert({ userId: ownerId, actor, ...columns, details: details as object });
    } catch (error) {
      const { action, targetId } = act;
      const code = errorCode(error);
      this.#logger.error({ actor, action, targetId, code }, 'An act could not be put on record');
    }
  }

  /** The newest first. */
  async page({ limit, before, user_id, action, target_id }: ListAudit): Promise<ListedEntry[]> {
    const query = this.entries
      .createQueryBuilder('entry')
      .addSelect(microsecondsOf('entry.at'), 'cursor_at')
      .orderBy('entry.at', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .limit(limit);
    if (user_id !== undefined) query.andWhere('entry.user_id = :user_id', { user_id });
    if (action !== undefined) query.andWhere('entry.action = :action', { action });
    if (target_id !== undefined) query.andWhere('entry.target_id = :target_id', { target_id });
    if (before !== undefined) {
      query.andWhere(`(entry.at, entry.id) < (${timestampOf(':atUs')}, :id::bigint)`, before);
    }
    return listed(query);
  }
}

async function listed(query: SelectQueryBuilder<AuditEntryEntity>): Promise<ListedEntry[]> {
  const { entities, raw } = await query.getRawAndEntities<{ readonly cursor_at: string }>();
  return entities.map((entry, index) => ({
    entry,
    cursor: { atUs: raw[index]?.cursor_at ?? '0', id: entry.id },
  }));
}
