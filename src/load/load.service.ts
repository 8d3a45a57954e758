import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LoadSampleEntity } from '@vox/database';
import { Repository } from 'typeorm';

import type { AskLoad, LoadJson } from './load.schema';

/** How many sessions went on at once, over time. */
@Injectable()
export class LoadService {
  constructor(
    @InjectRepository(LoadSampleEntity) private readonly samples: Repository<LoadSampleEntity>,
  ) {}

  /** By day or hour, the first one first; one without a sample has no row. What servers noted at the same minute is added up. */
  steps({ from, to, step }: AskLoad): Promise<LoadJson[]> {
    const minutes = this.samples
      .createQueryBuilder('sample')
      .select('sample.at', 'at')
      .addSelect('sum(sample.sessions)', 'sessions')
      .addSelect('sum(sample.capacity)', 'capacity')
      .where('sample.at >= :from and sample.at < :to', { from, to })
      .groupBy('sample.at');
    return this.samples.manager
      .createQueryBuilder()
      .select("to_char(minute.at at time zone 'UTC', 'YYYY-MM-DD')", 'day')
      .addSelect(
        step === 'hour' ? "extract(hour from minute.at at time zone 'UTC')::int" : 'null::int',
        'hour',
      )
      .addSelect('max(minute.sessions)::int', 'most')
      .addSelect('round(avg(minute.sessions), 2)::float8', 'mean')
      .addSelect('max(minute.capacity)::int', 'capacity')
      .addSelect('count(*)::int', 'minutes')
      .from(`(${minutes.getQuery()})`, 'minute')
      .setParameters(minutes.getParameters())
      .groupBy('day')
      .addGroupBy('hour')
      .orderBy('day')
      .addOrderBy('hour')
      .getRawMany<LoadJson>();
  }
}
