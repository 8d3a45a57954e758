import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ErasureEntity, UserEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { VoiceModule } from '../voice';
import { ApplyRetentionHandler } from './apply-retention.handler';
import { ErasePersonHandler } from './erase-person.handler';
import { ErasureRequestsModule } from './erasure-requests.module';
import { ErasuresController } from './erasures.controller';
import { PersonRows } from './person-rows';
import { PersonTalks } from './person-talks';
import { Retention } from './retention';
import { RetentionController } from './retention.controller';

/** What is held of people: erased, or deleted once it is too old. Needs `DatabaseModule`, `JobsModule` and `AuthModule` beside it. */
@Module({
  imports: [
    ErasureRequestsModule,
    ConversationModule,
    VoiceModule,
    TypeOrmModule.forFeature([ErasureEntity, UserEntity]),
  ],
  controllers: [ErasuresController, RetentionController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    ErasePersonHandler,
    PersonRows,
    PersonTalks,
    Retention,
    ApplyRetentionHandler,
  ],
})
export class PrivacyModule {}
