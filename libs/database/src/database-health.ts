import { Injectable } from '@nestjs/common';
import { answerWithin, SystemClock } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { errorCode } from './connection-error';

/** Long enough for a busy server, short enough for a health endpoint. */
const PING_TIMEOUT_MS = 1000;

/** Asks the database whether it is there. */
@Injectable()
export class DatabaseHealth {
  constructor(private readonly dataSource: DataSource) {}

  /** Never rejects and never takes longer than about a second. */
  async ping(): Promise<{ isHealthy: boolean; latencyMs?: number; detail?: string }> {
    const startedAtMs = performance.now();
    try {
      const query = this.dataSource.query('select 1');
      // A process that is late itself says nothing of the database.
      const answer = await answerWithin(new SystemClock(), PING_TIMEOUT_MS, query);
      if (answer === undefined) {
        return { isHealthy: false, detail: `no answer within ${PING_TIMEOUT_MS} ms` };
      }
      return { isHealthy: true, latencyMs: Math.round(performance.now() - startedAtMs) };
    } catch (error) {
      return { isHealthy: false, detail: errorCode(error) ?? 'connection failed' };
    }
  }
}
