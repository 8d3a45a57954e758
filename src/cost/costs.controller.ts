import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { Caller, type Identity } from '../identity';
import {
  type AskCosts,
  type CostJson,
  costQuerySchema,
  costSchema,
  toCostJson,
} from './cost.schema';
import { CostsService } from './costs.service';

/** What providers were asked for, and what that cost. */
@ApiTag('Usage')
@Controller('api/costs')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class CostsController {
  constructor(private readonly costs: CostsService) {}

  @Get()
  @ApiRoute({
    id: 'getCosts',
    scope: 'read',
    summary:
      'Sums over all requests to providers in these days, also those whose answers nobody heard: one row for each day, agent, user, owner, provider or purpose.',
    query: costQuerySchema,
    responses: { 200: z.array(costSchema) },
  })
  async list(@Caller() caller: Identity, @Query() query: AskCosts): Promise<CostJson[]> {
    return (await this.costs.sums(caller, query)).map(toCostJson);
  }
}
