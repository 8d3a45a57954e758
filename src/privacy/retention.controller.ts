import { Body, Controller, Post, UseInterceptors } from '@nestjs/common';
import { Clock } from '@vox/voice-core';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { Retention } from './retention';
import {
  type ApplyRetention,
  applyRetentionSchema,
  type RetentionJson,
  retentionSchema,
} from './retention.schema';

/** What has been kept for as long as it may be. */
@ApiTag('Privacy')
@Controller('api/retention')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class RetentionController {
  constructor(
    private readonly retention: Retention,
    private readonly clock: Clock,
  ) {}

  @Post()
  @ApiRoute({
    id: 'applyRetention',
    scope: 'admin',
    summary: 'Deletes what is older than RETENTION_DAYS and agents say, as is done each hour.',
    body: applyRetentionSchema,
    example: { dry_run: true },
    responses: { 200: retentionSchema },
  })
  async apply(@Body() { dry_run }: ApplyRetention): Promise<RetentionJson> {
    const nowMs = this.clock.wallMs();
    const expired = dry_run
      ? await this.retention.count(nowMs)
      : await this.retention.delete(nowMs);
    return { dry_run, expired };
  }
}
