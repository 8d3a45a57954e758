import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionEntity, TurnEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { type Identity, narrowed } from '../identity';
import type { AskUsage, UsageGroup, UsageSums } from './usage.schema';

/** SQL: what sums are for. Empty where there is none: the agent was deleted, no model was asked. */
const KEYS: Readonly<Record<UsageGroup, string>> = {
  day: "to_char(turn.started_at at time zone 'UTC', 'YYYY-MM-DD')",
  agent: "coalesce(session.agent_id::text, '')",
  user: 'session.user_id',
  provider: "coalesce(turn.llm_provider, '')",
};

/**
 * SQL: how long the agent was heard. A turn begins when it is certain that the user is done, and its first sound is dated from
 * the end of their speech.
 */
const SPEAKING_S = `greatest(0, extract(epoch from turn.ended_at - turn.started_at)
  - (turn.voice_to_voice_ms - coalesce(turn.end_of_utterance_delay_ms, 0)) / 1000.0)`;

/** Sums over stored turns. */
@Injectable()
export class UsageService {
  constructor(@InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>) {}

  /** Those of the turns that `caller` may know of and that began in the days asked for, by their key. */
  sums(caller: Identity, { group, from, to, limit, after }: AskUsage): Promise<UsageSums[]> {
    const key = KEYS[group];
    const query = this.turns
      .createQueryBuilder('turn')
      .innerJoin(SessionEntity, 'session', 'session.id = turn.session_id')
      .select(key, 'key')
      .addSelect('count(*)::int', 'turns')
      .addSelect(
        `round(sum(${SPEAKING_S}) filter (where turn.voice_to_voice_ms is not null)::numeric, 1)::float`,
        'speaking_s',
      )
      .addSelect('sum(turn.prompt_tokens)', 'prompt_tokens')
      .addSelect('sum(turn.completion_tokens)', 'completion_tokens')
      .addSelect('sum(turn.cost_usd)', 'cost_usd')
      .addSelect('count(*) filter (where turn.voice_to_voice_ms is null)::int', 'unknown_speaking')
      .addSelect(
        'count(*) filter (where turn.prompt_tokens is null or turn.completion_tokens is null)::int',
        'unknown_tokens',
      )
      .addSelect('count(*) filter (where turn.cost_usd is null)::int', 'unknown_cost')
      .where('turn.started_at >= :from and turn.started_at < :to', { from, to })
      .groupBy(key)
      .orderBy(key)
      .limit(limit);
    if (after !== undefined) query.andWhere(`${key} > :after`, { after });
    return narrowed(query, caller).getRawMany<UsageSums>();
  }
}
