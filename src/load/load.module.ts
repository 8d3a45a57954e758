import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoadSampleEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { VoiceModule } from '../voice';
import { LoadController } from './load.controller';
import { LoadSampler } from './load-sampler';
import { LoadService } from './load.service';

/** `/api/usage/load`. Needs `ConversationModule` and `DatabaseModule` beside it. */
@Module({
  imports: [VoiceModule, TypeOrmModule.forFeature([LoadSampleEntity])],
  controllers: [LoadController],
  providers: [LoadService, LoadSampler, { provide: Clock, useClass: SystemClock }],
})
export class LoadModule {}
