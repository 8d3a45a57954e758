import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ErasureEntity, UserEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { VoiceModule } from '../voice';
import { ErasePersonHandler } from './erase-person.handler';
import { Erasures } from './erasures';
import { ErasuresController } from './erasures.controller';
import { PersonRows } from './person-rows';
import { PersonTalks } from './person-talks';

/** What is held of people, erased. Needs `DatabaseModule`, `JobsModule` and `AuthModule` beside it. */
@Module({
  imports: [ConversationModule, VoiceModule, TypeOrmModule.forFeature([ErasureEntity, UserEntity])],
  controllers: [ErasuresController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    Erasures,
    ErasePersonHandler,
    PersonRows,
    PersonTalks,
  ],
})
export class PrivacyModule {}
