import { Injectable } from '@nestjs/common';
import { ProviderUseEntity, SessionEntity } from '@vox/database';
import { DataSource, type EntityManager } from 'typeorm';

import { ErasedPayers } from './erased-payers';
import type { RecordUses } from './job-catalogue';
import { JobHandler } from './job-handler';
import { type Account, NOBODY, toUseRow } from './use-row';

/**
 * Writes what providers were used for, on one account. What is not known of it is looked up by its session. One that is stored
 * already is left as it is; what somebody used who was erased since is stored as nobody's.
 */
@Injectable()
export class RecordUsesHandler extends JobHandler<'usage.record-uses'> {
  readonly jobName = 'usage.record-uses';

  constructor(
    private readonly dataSource: DataSource,
    private readonly erased: ErasedPayers,
  ) {
    super();
  }

  override handle({ payer, serverId, uses }: RecordUses): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const known = await knownPayer(manager, payer);
      const erasedAtMs = await this.erased.erasedAtMs(known, manager);
      const account: Account = {
        sessionId: known.sessionId ?? null,
        ownerId: known.ownerId ?? null,
        userId: known.userId ?? null,
      };
      const rows = uses.map((use) => {
        const isErased = erasedAtMs !== undefined && use.usedAtMs < erasedAtMs;
        return toUseRow(use, isErased ? NOBODY : account, serverId);
      });
      await manager
        .createQueryBuilder()
        .insert()
        .into(ProviderUseEntity)
        .values(rows)
        .orIgnore()
        .execute();
    });
  }
}

async function knownPayer(
  manager: EntityManager,
  payer: RecordUses['payer'],
): Promise<RecordUses['payer']> {
  const { sessionId, userId } = payer;
  if (sessionId === undefined || userId !== undefined) return payer;
  const session = await manager.findOne(SessionEntity, {
    select: { id: true, ownerId: true, userId: true },
    where: { id: sessionId },
  });
  if (session === null) return payer;
  const ownerId = session.ownerId ?? undefined;
  return { sessionId, userId: session.userId, ...(ownerId === undefined ? {} : { ownerId }) };
}
