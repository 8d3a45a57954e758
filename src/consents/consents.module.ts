import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConsentEntity, UserEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { ConsentBook } from './consent-book';
import { ConsentNeeds } from './consent-needs';
import { ConsentStore, PostgresConsentStore } from './consent-store';
import { Consents } from './consents';
import { SessionConsentsController } from './session-consents.controller';
import { SessionConsents } from './session-consents.service';
import { UserConsentsController } from './user-consents.controller';
import { UserConsents } from './user-consents.service';

/** What people are asked for, what they have answered, and who may know. Needs `DatabaseModule` beside it. */
@Module({
  imports: [ConversationModule, TypeOrmModule.forFeature([ConsentEntity, UserEntity])],
  controllers: [SessionConsentsController, UserConsentsController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: ConsentStore, useClass: PostgresConsentStore },
    ConsentBook,
    { provide: Consents, useExisting: ConsentBook },
    ConsentNeeds,
    SessionConsents,
    UserConsents,
  ],
  exports: [ConsentBook, ConsentNeeds, Consents],
})
export class ConsentsModule {}
