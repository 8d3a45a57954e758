import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import { type AskUsage, usageQuerySchema, type UsageJson, toUsageJson } from './usage.schema';
import { UsageService } from './usage.service';

/** What conversations took, in turns, speech, tokens and money. */
@Controller('api/usage')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @Get()
  async list(
    @Query(new ZodValidationPipe(usageQuerySchema, 'query')) query: AskUsage,
  ): Promise<UsageJson[]> {
    return (await this.usage.sums(query)).map(toUsageJson);
  }
}
