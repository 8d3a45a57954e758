import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type AskUsage,
  usageQuerySchema,
  toUsageJson,
  type UsageJson,
  usageSchema,
} from './usage.schema';
import {
  type AskLatency,
  latencyQuerySchema,
  type LatencyJson,
  latencySchema,
  toLatencyJson,
} from './latency.schema';
import { LatencyService } from './latency.service';
import { UsageService } from './usage.service';

/** What conversations took, in turns, speech, tokens and money. */
@ApiTag('Usage')
@Controller('api/usage')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class UsageController {
  constructor(
    private readonly usage: UsageService,
    private readonly latency: LatencyService,
  ) {}

  @Get()
  @ApiRoute({
    id: 'getUsage',
    scope: 'read',
    summary:
      'Sums over the turns that began in these days, one row for each day, agent, user or language model provider.',
    query: usageQuerySchema,
    responses: { 200: z.array(usageSchema) },
  })
  async list(@Caller() caller: Identity, @Query() query: AskUsage): Promise<UsageJson[]> {
    return (await this.usage.sums(caller, query)).map(toUsageJson);
  }

  @Get('latency')
  @ApiRoute({
    id: 'getLatency',
    scope: 'read',
    summary:
      'How turns went, by the day or hour in which they began: how long each stage took (median and 95th percentile), how they ended, in how many sessions; a row for each that has any.',
    query: latencyQuerySchema,
    responses: { 200: z.array(latencySchema) },
  })
  async latencies(@Caller() caller: Identity, @Query() query: AskLatency): Promise<LatencyJson[]> {
    return (await this.latency.steps(caller, query)).map(toLatencyJson);
  }
}
