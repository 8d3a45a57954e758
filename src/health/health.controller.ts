import { Controller, Get } from '@nestjs/common';
import {
  HealthCheck,
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { DatabaseHealth } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { LanguageModel, SpeechRecognizer, SpeechSynthesizer } from '@vox/voice-core';

import { Public } from '../auth';
import { MediaWorkers } from '../webrtc';

type Probe = () => Promise<{ readonly isHealthy: boolean; readonly detail?: string }>;

/** For orchestrators and people who operate the server. Open without a key; names no secret. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly queue: JobQueue,
    private readonly media: MediaWorkers,
    private readonly stt: SpeechRecognizer,
    private readonly llm: LanguageModel,
    private readonly tts: SpeechSynthesizer,
  ) {}

  /** The process runs and answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Everything a conversation needs is there; 503 with the parts that are not. */
  @Get('ready')
  @HealthCheck({ noCache: true })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.#check('database', () => this.database.ping()),
      () => this.#check('queue', () => this.queue.health()),
      () => this.#check('media', () => this.media.health()),
      () => this.#check('stt', () => this.stt.health(), { provider: this.stt.info.label }),
      () => this.#check('llm', () => this.llm.health(), { provider: this.llm.info.label }),
      () => this.#check('tts', () => this.tts.health(), { provider: this.tts.info.label }),
    ]);
  }

  async #check<Key extends string>(key: Key, probe: Probe, facts: Record<string, string> = {}) {
    const session = this.indicator.check(key);
    const { isHealthy, ...data } = await probe();
    return isHealthy ? session.up({ ...facts, ...data }) : session.down({ ...facts, ...data });
  }
}
