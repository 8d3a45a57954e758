import { Controller, Get, Post, Query, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { type ListTranscripts, listTranscriptsSchema } from './legacy.schema';
import {
  healthSchema,
  metricsSchema,
  statusSchema,
  transcriptsSchema,
  unlockSchema,
} from './legacy-answers';
import { LegacyMetrics } from './legacy-metrics';
import { LegacyStatus } from './legacy-status';
import { RecentTranscripts } from './recent-transcripts';

/** What dashboards and watchers of VoxBridge 1 read. */
@ApiTag('VoxBridge 1')
@Controller()
@UseInterceptors(DatabaseUnavailableInterceptor)
export class LegacyController {
  constructor(
    private readonly legacy: LegacyStatus,
    private readonly latencies: LegacyMetrics,
    private readonly transcripts: RecentTranscripts,
  ) {}

  /** Open without a key, for the watchers of containers. */
  @Get('health')
  @ApiRoute({
    id: 'getLegacyHealth',
    scope: 'public',
    summary: 'Database and bot; 200 whatever it says.',
    responses: { 200: healthSchema },
  })
  health() {
    return this.legacy.health();
  }

  @Get('status')
  @ApiRoute({
    id: 'getLegacyStatus',
    scope: 'admin',
    summary: 'Bot, voice channel, services and sessions.',
    responses: { 200: statusSchema },
  })
  status() {
    return this.legacy.status();
  }

  @Get('api/metrics')
  @ApiRoute({
    id: 'getLegacyMetrics',
    scope: 'admin',
    summary: 'Counts, and the latencies of the newest 100 turns since the start.',
    responses: { 200: metricsSchema },
  })
  metrics() {
    return this.latencies.snapshot();
  }

  @Get('api/transcripts')
  @ApiRoute({
    id: 'listLegacyTranscripts',
    scope: 'admin',
    summary: 'What people said last, over all sessions, the newest first.',
    query: listTranscriptsSchema,
    responses: { 200: transcriptsSchema },
  })
  async list(@Query() { limit }: ListTranscripts) {
    return { transcripts: await this.transcripts.newest(limit) };
  }

  @Post('api/speaker/unlock')
  @ApiRoute({
    id: 'unlockLegacySpeaker',
    scope: 'admin',
    summary: 'Always succeeds: nobody holds a lock.',
    responses: { 200: unlockSchema },
  })
  unlock() {
    return { success: true as const, previousSpeaker: null };
  }
}
