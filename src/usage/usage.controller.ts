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
import { UsageService } from './usage.service';

/** What conversations took, in turns, speech, tokens and money. */
@ApiTag('Usage')
@Controller('api/usage')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class UsageController {
  constructor(private readonly usage: UsageService) {}

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
}
