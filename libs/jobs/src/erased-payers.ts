import { Injectable } from '@nestjs/common';
import { ErasedPersonEntity, hashesOfTurn } from '@vox/database';
import { DataSource, type EntityManager, In } from 'typeorm';

import { type RecordUses, recordUsesSchema } from './job-catalogue';

type Account = RecordUses['accounts'][number];

/** Asks the database which people were erased on whose account something was used. */
@Injectable()
export class ErasedPayers {
  constructor(private readonly dataSource: DataSource) {}

  /** For each payer epoch ms: nothing that was used before is theirs any more; undefined where nobody was erased. */
  async erasedAtMs(
    payers: readonly Account['payer'][],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(number | undefined)[]> {
    const hashes = payers.map(({ ownerId, userId }) =>
      ownerId === undefined && userId === undefined
        ? []
        : hashesOfTurn({ session: { userId: userId ?? '', ownerId } }),
    );
    const all = [...new Set(hashes.flat())];
    const erased =
      all.length === 0 ? [] : await manager.findBy(ErasedPersonEntity, { personHash: In(all) });
    const atMs = new Map(erased.map((row) => [row.personHash, row.erasedAt.getTime()]));
    return hashes.map((theirs) => {
      const times = theirs.flatMap((hash) => atMs.get(hash) ?? []);
      return times.length === 0 ? undefined : Math.max(...times);
    });
  }

  /**
   * A job's payload without the accounts of those who were erased since; undefined where it holds none, or is no such job's.
   * Rejects when the database cannot be asked.
   */
  async withoutErased(payload: unknown): Promise<RecordUses | undefined> {
    const { success, data } = recordUsesSchema.safeParse(payload);
    if (!success) return undefined;
    const erasedAtMs = await this.erasedAtMs(data.accounts.map(({ payer }) => payer));
    const accounts = data.accounts.filter(({ uses }, index) => {
      const atMs = erasedAtMs[index];
      return atMs === undefined || uses.every(({ usedAtMs }) => usedAtMs >= atMs);
    });
    return accounts.length === data.accounts.length ? undefined : { ...data, accounts };
  }
}
