import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionEntity, TurnEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { type Identity, narrowed } from '../identity';
import type { Days } from './days';
import { type DayOfLatency, MEASURED_STAGES } from './latency.schema';

/** SQL: the day, in UTC, on which a turn began. */
const DAY = "to_char(turn.started_at at time zone 'UTC', 'YYYY-MM-DD')";

/** Percentiles over stored turns. */
@Injectable()
export class LatencyService {
  constructor(@InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>) {}

  /** Of the turns that `caller` may know of and that began in these days, by day; a day without turns has no row. */
  byDay(caller: Identity, { from, to }: Days): Promise<DayOfLatency[]> {
    const query = this.turns
      .createQueryBuilder('turn')
      .innerJoin(SessionEntity, 'session', 'session.id = turn.session_id')
      .select(DAY, 'day')
      .addSelect('count(*)::int', 'turns')
      .where('turn.started_at >= :from and turn.started_at < :to', { from, to })
      .groupBy(DAY)
      .orderBy(DAY);
    for (const stage of MEASURED_STAGES) {
      // Only PostgreSQL counts percentiles; a stage that was not reached is null, and left out.
      const percentiles = `percentile_cont(array[0.5, 0.95]) within group (order by turn.${stage})`;
      query.addSelect(percentiles, stage);
    }
    return narrowed(query, caller).getRawMany<DayOfLatency>();
  }
}
