import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { type AskLoad, type LoadJson, loadQuerySchema, loadSchema } from './load.schema';
import { KEPT_DAYS } from './load-sampler';
import { LoadService } from './load.service';

/** How full the server was. */
@ApiTag('Usage')
@Controller('api/usage/load')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class LoadController {
  constructor(private readonly load: LoadService) {}

  @Get()
  @ApiRoute({
    id: 'getLoad',
    scope: 'admin',
    summary: `How many sessions went on at once, against how many may, noted each minute and kept for ${KEPT_DAYS} days; a row for each day or hour with a minute that was noted.`,
    query: loadQuerySchema,
    responses: { 200: z.array(loadSchema) },
  })
  steps(@Query() query: AskLoad): Promise<LoadJson[]> {
    return this.load.steps(query);
  }
}
