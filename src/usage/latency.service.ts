import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionEntity, TurnEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { type Identity, isAdmin, narrowed } from '../identity';
import { type AskLatency, MEASURED_STAGES, type StepOfLatency } from './latency.schema';

/** SQL: when a turn began, in UTC: its day, and the hour of it. */
const DAY = "to_char(turn.started_at at time zone 'UTC', 'YYYY-MM-DD')";
const HOUR = "extract(hour from turn.started_at at time zone 'UTC')::int";

/** Percentiles over stored turns, and how they ended. */
@Injectable()
export class LatencyService {
  constructor(@InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>) {}

  /** Of the turns that `caller` may know of and that began in these days, by day or hour; one without turns has no row. */
  steps(caller: Identity, { from, to, step }: AskLatency): Promise<StepOfLatency[]> {
    const query = this.turns
      .createQueryBuilder('turn')
      .select(DAY, 'day')
      .addSelect(step === 'hour' ? HOUR : 'null::int', 'hour')
      .addSelect('count(*)::int', 'turns')
      .addSelect('count(distinct turn.session_id)::int', 'sessions')
      .addSelect("count(*) filter (where turn.state = 'interrupted')::int", 'interrupted')
      .addSelect("count(*) filter (where turn.state = 'failed')::int", 'failed')
      .addSelect('count(*) filter (where turn.fallback_reason is not null)::int', 'fallbacks')
      .where('turn.started_at >= :from and turn.started_at < :to', { from, to })
      .groupBy('day')
      .addGroupBy('hour')
      .orderBy('day')
      .addOrderBy('hour');
    for (const stage of MEASURED_STAGES) {
      // Only PostgreSQL counts percentiles; a stage that was not reached is null, and left out.
      const percentiles = `percentile_cont(array[0.5, 0.95]) within group (order by turn.${stage})`;
      query.addSelect(percentiles, stage);
    }
    // Whose a turn is says its session; to who may know of all, that is a join for nothing.
    if (!isAdmin(caller)) query.innerJoin(SessionEntity, 'session', 'session.id = turn.session_id');
    return narrowed(query, caller).getRawMany<StepOfLatency>();
  }
}
