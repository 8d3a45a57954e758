import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ProviderUseEntity } from '@vox/database';
import { Repository, type SelectQueryBuilder } from 'typeorm';

import { type Identity, isAdmin } from '../identity';
import type { AskCosts, CostGroup, CostSums } from './cost.schema';

/** SQL: what sums are for. Empty where there is none. */
const KEYS: Readonly<Record<CostGroup, string>> = {
  day: "to_char(used.used_at at time zone 'UTC', 'YYYY-MM-DD')",
  agent: "coalesce(used.agent_id::text, '')",
  user: "coalesce(used.user_id, '')",
  owner: "coalesce(used.owner_id::text, '')",
  provider: 'used.provider',
  purpose: 'used.purpose',
};

/** Sums over what providers were used for. */
@Injectable()
export class CostsService {
  constructor(
    @InjectRepository(ProviderUseEntity) private readonly uses: Repository<ProviderUseEntity>,
  ) {}

  /** Those on the account of `caller`, to admins of everybody, in the days asked for, by their key. */
  sums(caller: Identity, { group, from, to, limit, after }: AskCosts): Promise<CostSums[]> {
    const key = KEYS[group];
    const query = this.uses
      .createQueryBuilder('used')
      .select(key, 'key')
      .addSelect('count(*)::int', 'requests')
      .addSelect('count(*) filter (where used.is_estimated)::int', 'estimated')
      .addSelect('count(*) filter (where used.cost_usd is null)::int', 'unpriced')
      .where('used.used_at >= :from and used.used_at < :to', { from, to })
      .groupBy(key)
      .orderBy(key)
      .limit(limit);
    for (const column of [
      'prompt_tokens',
      'completion_tokens',
      'audio_ms',
      'characters',
      'cost_usd',
    ]) {
      query.addSelect(`coalesce(sum(used.${column}), 0)`, column);
    }
    if (after !== undefined) query.andWhere(`${key} > :after`, { after });
    return own(query, caller).getRawMany<CostSums>();
  }
}

/** As `narrowed` of src/identity, by what a use says itself: its session may be gone. */
function own(
  query: SelectQueryBuilder<ProviderUseEntity>,
  caller: Identity,
): SelectQueryBuilder<ProviderUseEntity> {
  if (isAdmin(caller)) return query;
  const { ownerId, token } = caller;
  if (ownerId === null) query.andWhere('used.owner_id is null');
  else query.andWhere('used.owner_id = :ownerId', { ownerId });
  if (token === undefined) return query;
  const { userId, agentId, sessionIds } = token;
  query.andWhere('used.user_id = :userId', { userId });
  if (agentId !== undefined) query.andWhere('used.agent_id = :agentId', { agentId });
  if (sessionIds !== undefined) {
    query.andWhere('used.session_id = any(:sessionIds)', { sessionIds });
  }
  return query;
}
