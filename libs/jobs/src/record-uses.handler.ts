import { Injectable } from '@nestjs/common';
import { ProviderUseEntity, SessionEntity } from '@vox/database';
import { DataSource, type EntityManager, In } from 'typeorm';

import { ErasedPayers } from './erased-payers';
import type { RecordUses } from './job-catalogue';
import { JobHandler } from './job-handler';
import { NOBODY, toUseRow } from './use-row';

type Account = RecordUses['accounts'][number];

/**
 * Writes what providers were used for. What is not known of a payer is looked up by the session. A use that is stored
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

  override handle({ serverId, accounts }: RecordUses): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const payers = await knownPayers(manager, accounts);
      const erasedAtMs = await this.erased.erasedAtMs(payers, manager);
      const rows = accounts.flatMap(({ uses }, index) => {
        const { sessionId = null, ownerId = null, userId = null } = payers[index] ?? {};
        const atMs = erasedAtMs[index] ?? Number.NEGATIVE_INFINITY;
        return uses.map((use) => {
          const account = use.usedAtMs < atMs ? NOBODY : { sessionId, ownerId, userId };
          return toUseRow(use, account, serverId);
        });
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

async function knownPayers(
  manager: EntityManager,
  accounts: readonly Account[],
): Promise<Account['payer'][]> {
  const isUnknown = ({ sessionId, userId }: Account['payer']) =>
    sessionId !== undefined && userId === undefined;
  const ids = accounts.flatMap(({ payer }) => (isUnknown(payer) ? (payer.sessionId ?? []) : []));
  const sessions =
    ids.length === 0
      ? []
      : await manager.find(SessionEntity, {
          select: { id: true, ownerId: true, userId: true },
          where: { id: In(ids) },
        });
  return accounts.map(({ payer }) => {
    const session = isUnknown(payer) && sessions.find(({ id }) => id === payer.sessionId);
    if (!session) return payer;
    const { id: sessionId, userId, ownerId } = session;
    return { sessionId, userId, ...(ownerId === null ? {} : { ownerId }) };
  });
}
