import { Injectable } from '@nestjs/common';
import { ErasedPersonEntity, hashesOfTurn } from '@vox/database';
import { DataSource, type EntityManager, In } from 'typeorm';

import { type RecordUses, recordUsesSchema } from './job-catalogue';

/** Asks the database which people were erased on whose account something was used. */
@Injectable()
export class ErasedPayers {
  constructor(private readonly dataSource: DataSource) {}

  /** Epoch ms: nothing that was used before is theirs any more; undefined where nobody was erased. */
  async erasedAtMs(
    { ownerId, userId }: RecordUses['payer'],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<number | undefined> {
    if (ownerId === undefined && userId === undefined) return undefined;
    const hashes = hashesOfTurn({ session: { userId: userId ?? '', ownerId } });
    const [erased] = await manager.find(ErasedPersonEntity, {
      where: { personHash: In(hashes) },
      order: { erasedAt: 'DESC' },
      take: 1,
    });
    return erased?.erasedAt.getTime();
  }

  /** For each job's payload whether it holds uses of somebody who was erased since. Rejects when the database cannot be asked. */
  async areErased(payloads: readonly unknown[]): Promise<boolean[]> {
    const erased: boolean[] = [];
    for (const payload of payloads) {
      const { success, data } = recordUsesSchema.safeParse(payload);
      const atMs = success ? await this.erasedAtMs(data.payer) : undefined;
      const usedAtMs = data?.uses.map((use) => use.usedAtMs) ?? [];
      erased.push(atMs !== undefined && Math.min(...usedAtMs) < atMs);
    }
    return erased;
  }
}
