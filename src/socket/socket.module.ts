import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { AuthModule } from '../auth';
import { ConsentsModule } from '../consents';
import { ConversationModule } from '../conversation';
import { InvitesModule } from '../invites';
import { LimitsModule } from '../limits';
import { VoiceModule } from '../voice';
import { SocketAuthorizer } from './socket-authorizer';
import { SocketSessions } from './socket-sessions';

/** What the socket-borne channels share. */
@Module({
  imports: [
    AuthModule,
    ConsentsModule,
    ConversationModule,
    InvitesModule,
    LimitsModule,
    VoiceModule,
  ],
  providers: [SocketSessions, SocketAuthorizer, { provide: Clock, useClass: SystemClock }],
  exports: [SocketSessions, SocketAuthorizer, Clock],
})
export class SocketModule {}
