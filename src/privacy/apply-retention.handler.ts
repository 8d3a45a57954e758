import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobHandler, JobHandlers, JobQueue } from '@vox/jobs';
import { Clock } from '@vox/voice-core';

import { Retention } from './retention';

const EVERY_MS = 3_600_000;

/** Deletes each hour what has been kept for as long as it may be; of several servers one does. */
@Injectable()
export class ApplyRetentionHandler
  extends JobHandler<'privacy.apply-retention'>
  implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  readonly jobName = 'privacy.apply-retention';
  readonly #logger = new Logger('Retention');
  readonly #stopping = new AbortController();
  #asking: NodeJS.Timeout | undefined;

  constructor(
    private readonly retention: Retention,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly handlers: JobHandlers,
  ) {
    super();
  }

  onModuleInit(): void {
    this.handlers.register(this);
  }

  onApplicationBootstrap(): void {
    this.#asking = setInterval(() => void this.ask(), EVERY_MS).unref();
    void this.ask();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#asking);
    this.#stopping.abort();
  }

  /** Has it done once in this hour. Never rejects: what cannot be asked for now is done in the next. */
  async ask(): Promise<void> {
    const hour = Math.floor(this.clock.wallMs() / EVERY_MS);
    try {
      await this.queue.add('privacy.apply-retention', {}, { jobId: `apply-retention-${hour}` });
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'What is too old is deleted later');
    }
  }

  override async handle(): Promise<void> {
    const expired = await this.retention.delete(this.clock.wallMs(), this.#stopping.signal);
    if (Object.keys(expired).length > 0) this.#logger.log(expired, 'What was too old is deleted');
  }
}
