import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { ConfigError, SystemClock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { TurnObservers, VoiceModule } from '../voice';
import { journalFolder } from './journal-folder';
import { TurnDispatcher } from './turn-dispatcher';
import { TurnJournal } from './turn-journal';
import { TurnRecorder } from './turn-recorder';

/** Watches the voice loop and stores its turns. Needs `JobsModule` beside it. */
@Module({
  imports: [VoiceModule],
  providers: [
    { provide: TurnJournal, useFactory: openJournal, inject: [AppConfig] },
    {
      provide: TurnDispatcher,
      useFactory: (journal: TurnJournal, queue: JobQueue) =>
        new TurnDispatcher(journal, queue, new SystemClock()),
      inject: [TurnJournal, JobQueue],
    },
    TurnRecorder,
  ],
})
export class PersistenceModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #unregister: (() => void) | undefined;

  constructor(
    private readonly observers: TurnObservers,
    private readonly recorder: TurnRecorder,
    private readonly dispatcher: TurnDispatcher,
  ) {}

  onApplicationBootstrap(): void {
    this.#unregister = this.observers.register(this.recorder);
    this.dispatcher.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#unregister?.();
    await this.recorder.flush();
    await this.dispatcher.stop();
  }
}

async function openJournal(config: AppConfig): Promise<TurnJournal> {
  const folder = await journalFolder(config.database);
  const journal = new TurnJournal(folder);
  try {
    await journal.open();
  } catch (error) {
    throw new ConfigError([`DATA_DIR: cannot write to ${folder} (${errorCode(error)})`]);
  }
  return journal;
}
