import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { errorCode, MessageEntity, TurnEntity } from '@vox/database';
import { ErasedPayers, JobQueue, RecordedTurns } from '@vox/jobs';
import { Clock, ConfigError, SystemClock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { TurnObservers, VoiceModule } from '../voice';
import { ConversationModule, Forgetting } from '../conversation';
import { RedactionModule } from '../redaction';
import { Erasure } from './erasure';
import { journalFolder } from './journal-folder';
import { JournalState } from './journal-state';
import { LateCalls } from './late-calls';
import { StoredTurns } from './stored-turns';
import { TurnDispatcher } from './turn-dispatcher';
import { TurnJournal } from './turn-journal';
import { TurnRecorder } from './turn-recorder';
import { WaitingTurns } from './waiting-turns';

/** Keeps what the voice loop's turns said until it is stored. Needs `JobsModule` beside it. */
@Module({
  imports: [
    VoiceModule,
    ConversationModule,
    RedactionModule,
    TypeOrmModule.forFeature([MessageEntity, TurnEntity]),
  ],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: TurnJournal, useFactory: openJournal, inject: [AppConfig] },
    {
      provide: WaitingTurns,
      useFactory: (journal: TurnJournal) => new WaitingTurns(journal),
      inject: [TurnJournal],
    },
    {
      provide: JournalState,
      useFactory: (journal: TurnJournal, turns: WaitingTurns, clock: Clock) =>
        new JournalState(journal, turns, clock),
      inject: [TurnJournal, WaitingTurns, Clock],
    },
    {
      provide: TurnDispatcher,
      useFactory: (
        turns: WaitingTurns,
        queue: JobQueue,
        recorded: RecordedTurns,
        clock: Clock,
        stored: StoredTurns,
      ) => new TurnDispatcher(turns, queue, recorded, clock, (turn) => stored.tell(turn)),
      inject: [WaitingTurns, JobQueue, RecordedTurns, Clock, StoredTurns],
    },
    {
      provide: Erasure,
      useFactory: (
        journal: TurnJournal,
        queue: JobQueue,
        recorded: RecordedTurns,
        payers: ErasedPayers,
        clock: Clock,
      ) => new Erasure(journal, queue, recorded, payers, clock),
      inject: [TurnJournal, JobQueue, RecordedTurns, ErasedPayers, Clock],
    },
    LateCalls,
    TurnRecorder,
    StoredTurns,
  ],
  exports: [JournalState, StoredTurns],
})
export class PersistenceModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #unregister: (() => void) | undefined;
  #unlisten: (() => void) | undefined;
  #unobserve: (() => void) | undefined;

  constructor(
    private readonly observers: TurnObservers,
    private readonly recorder: TurnRecorder,
    private readonly dispatcher: TurnDispatcher,
    private readonly erasure: Erasure,
    private readonly forgetting: Forgetting,
    private readonly lateCalls: LateCalls,
  ) {}

  onApplicationBootstrap(): void {
    this.#unregister = this.observers.keepWith(this.recorder);
    this.#unobserve = this.observers.register(this.lateCalls);
    this.#unlisten = this.forgetting.listen(() => this.erasure.now());
    this.dispatcher.start();
    this.erasure.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recorder.flush();
    this.#unlisten?.();
    this.#unobserve?.();
    await Promise.all([this.dispatcher.stop(), this.erasure.stop()]);
    await this.lateCalls.stop();
    this.#unregister?.();
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
