import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { AuthModule } from '../auth';
import { ConversationModule } from '../conversation';
import { InvitesModule } from '../invites';
import { LimitsModule } from '../limits';
import { VoiceModule } from '../voice';
import { Doorkeeper } from './doorkeeper';
import { SocketSessions } from './socket-sessions';

/** What the socket-borne channels share. */
@Module({
  imports: [AuthModule, ConversationModule, InvitesModule, LimitsModule, VoiceModule],
  providers: [SocketSessions, Doorkeeper, { provide: Clock, useClass: SystemClock }],
  exports: [SocketSessions, Doorkeeper, Clock],
})
export class SocketModule {}
