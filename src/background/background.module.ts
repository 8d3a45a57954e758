import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { SessionAccounts } from './session-accounts';

/** What jobs share that ask models behind conversations. Needs `JobsModule` beside it. */
@Module({
  imports: [ConversationModule],
  providers: [{ provide: Clock, useClass: SystemClock }, SessionAccounts],
  exports: [SessionAccounts],
})
export class BackgroundModule {}
