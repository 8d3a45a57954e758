import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation';
import { SessionAccounts } from './session-accounts';

/** What jobs share that ask models behind conversations. */
@Module({
  imports: [ConversationModule],
  providers: [SessionAccounts],
  exports: [SessionAccounts],
})
export class BackgroundModule {}
