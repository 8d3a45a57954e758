import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { AuthModule } from '../auth';
import { ConversationModule } from '../conversation';
import { VoiceModule } from '../voice';
import { SocketSessions } from './socket-sessions';

/** What the socket-borne channels share. */
@Module({
  imports: [AuthModule, ConversationModule, VoiceModule],
  providers: [SocketSessions, { provide: Clock, useClass: SystemClock }],
  exports: [SocketSessions, Clock, AuthModule],
})
export class SocketModule {}
