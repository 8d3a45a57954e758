import type { ProviderUseEntity } from '@vox/database';
import { DAY_MS } from '@vox/voice-core';
import type { Repository, SelectQueryBuilder } from 'typeorm';

import type { Account } from './accounts';
import { type Spent, SpentElsewhere } from './spending';

const MS_PER_MINUTE = 60_000;

/** What other processes, and this one before it was started, have stored. */
export class StoredSpending extends SpentElsewhere {
  constructor(
    private readonly uses: Repository<ProviderUseEntity>,
    /** Of this process: what it has counted it knows. */
    private readonly serverId: string,
  ) {
    super();
  }

  override async of(account: Account): Promise<Spent> {
    const query = this.uses
      .createQueryBuilder('used')
      .select('coalesce(sum(used.cost_usd), 0)', 'usd')
      .addSelect(
        'coalesce(sum(coalesce(used.prompt_tokens, 0) + coalesce(used.completion_tokens, 0)), 0)',
        'tokens',
      )
      .addSelect('coalesce(sum(used.audio_ms), 0)', 'ms')
      .where('used.server_id <> :serverId', { serverId: this.serverId });
    const sums = await on(query, account).getRawOne<Record<'usd' | 'tokens' | 'ms', string>>();
    const { usd = 0, tokens = 0, ms = 0 } = sums ?? {};
    return { usd: Number(usd), tokens: Number(tokens), minutes: Number(ms) / MS_PER_MINUTE };
  }
}

function on(
  query: SelectQueryBuilder<ProviderUseEntity>,
  { scope, payer: { sessionId, ownerId, userId, agentId }, day }: Account,
): SelectQueryBuilder<ProviderUseEntity> {
  if (scope === 'session') return query.andWhere('used.session_id = :sessionId', { sessionId });
  // As moments: what a date means is up to the time zone of the database.
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + DAY_MS);
  query.andWhere('used.used_at >= :from and used.used_at < :to', { from, to });
  if (scope === 'agent') query.andWhere('used.agent_id = :agentId', { agentId });
  if (scope !== 'user') return query;
  return ownerId == null
    ? query.andWhere('used.owner_id is null and used.user_id = :userId', { userId })
    : query.andWhere('used.owner_id = :ownerId', { ownerId });
}
