import { Injectable } from '@nestjs/common';
import { attentiveSleep, SystemClock } from '@vox/voice-core';
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
    const answered = new AbortController();
    // A process that is late itself says nothing of the database.
    const timeout = attentiveSleep(new SystemClock(), PING_TIMEOUT_MS, answered.signal).then(
      () => 'timeout' as const,
    );
    try {
      const query = this.dataSource.query('select 1').then(() => 'up' as const);
      if ((await Promise.race([query, timeout])) === 'timeout') {
        return { isHealthy: false, detail: `no answer within ${PING_TIMEOUT_MS} ms` };
      }
      return { isHealthy: true, latencyMs: Math.round(performance.now() - startedAtMs) };
    } catch (error) {
      return { isHealthy: false, detail: errorCode(error) ?? 'connection failed' };
    } finally {
      answered.abort();
    }
  }
}
