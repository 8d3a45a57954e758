import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, LoadSampleEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { LessThan, Repository } from 'typeorm';

import { AppConfig } from '../config';
import { ServerIdentity } from '../conversation';
import { VoiceService } from '../voice';

const MINUTE_MS = 60_000;
const SWEEP_EVERY_MS = 60 * MINUTE_MS;

/** Twice what the figures go back, and a month: 130,000 rows of a server. */
export const KEPT_DAYS = 90;
const KEPT_MS = KEPT_DAYS * 24 * 60 * MINUTE_MS;

/** Notes with each minute how many sessions go on here; what is old goes away. */
@Injectable()
export class LoadSampler implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Load');
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    @InjectRepository(LoadSampleEntity) private readonly samples: Repository<LoadSampleEntity>,
    private readonly voice: VoiceService,
    private readonly server: ServerIdentity,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Never rejects: a minute that cannot be noted is missing. */
  async sample(atMs: number): Promise<void> {
    try {
      const at = new Date(atMs - (atMs % MINUTE_MS));
      await this.samples
        .createQueryBuilder()
        .insert()
        .values({
          at,
          serverId: this.server.id,
          sessions: this.voice.liveSessions,
          capacity: this.config.server.MAX_SESSIONS,
        })
        .orIgnore()
        .execute();
      if (at.getTime() % SWEEP_EVERY_MS === 0) {
        await this.samples.delete({ at: LessThan(new Date(atMs - KEPT_MS)) });
      }
    } catch (error) {
      this.#logger.debug({ code: errorCode(error) }, 'A minute of the load is missing');
    }
  }

  /** As minutes begin, so that samples of several servers can be added up. */
  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const restMs = MINUTE_MS - (this.clock.wallMs() % MINUTE_MS);
      await this.clock.sleepUntil(this.clock.nowMs() + restMs, signal);
      if (!signal.aborted) await this.sample(this.clock.wallMs());
    }
  }
}
