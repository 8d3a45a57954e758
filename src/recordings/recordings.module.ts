import {
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordingEntity } from '@vox/database';
import { Clock, SessionRecorder, SystemClock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { ConsentNeeds, ConsentsModule } from '../consents';
import { ConversationModule } from '../conversation';
import { SecretBox, SecretsModule } from '../secrets';
import { SessionsModule } from '../sessions';
import { configuredFiles } from './configured-files';
import { Recorder } from './recorder';
import { RecordingConsent } from './recording-consent';
import { RecordingFiles } from './recording-files';
import { RecordingMoves } from './recording-moves';
import { RecordingRows } from './recording-rows';
import { RecordingsController } from './recordings.controller';
import { RecordingsService } from './recordings.service';
import { RecordingUpkeep } from './recording-upkeep';

/**
 * The sound of conversations, where everybody wants it kept, and `/api/sessions/:id/recordings`. Needs `DatabaseModule` beside it.
 *
 * Global: the voice loop knows the port `SessionRecorder` alone.
 */
@Global()
@Module({
  imports: [
    ConsentsModule,
    ConversationModule,
    SecretsModule,
    SessionsModule,
    TypeOrmModule.forFeature([RecordingEntity]),
  ],
  controllers: [RecordingsController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    RecordingConsent,
    { provide: RecordingFiles, useFactory: configuredFiles, inject: [AppConfig, SecretBox] },
    Recorder,
    { provide: SessionRecorder, useExisting: Recorder },
    RecordingMoves,
    RecordingRows,
    RecordingsService,
    RecordingUpkeep,
  ],
  exports: [SessionRecorder],
})
export class RecordingsModule
  implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  constructor(
    private readonly recordings: RecordingsService,
    private readonly upkeep: RecordingUpkeep,
    private readonly recorder: Recorder,
    private readonly moves: RecordingMoves,
    private readonly needs: ConsentNeeds,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    const isAllowed = this.config.recordings.RECORDING === 'allowed';
    this.needs.add('recording', ({ records }) => isAllowed && records === true);
  }

  onApplicationBootstrap(): void {
    this.recordings.start();
    this.upkeep.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.upkeep.stop();
    this.recordings.stop();
    await this.recorder.settled();
    await this.moves.close();
  }
}
