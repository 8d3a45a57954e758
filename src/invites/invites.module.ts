import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { Invites } from './invites';
import { InvitesController } from './invites.controller';

/** Invitations to sessions that live on another channel. */
@Module({
  controllers: [InvitesController],
  providers: [Invites, { provide: Clock, useClass: SystemClock }],
  exports: [Invites],
})
export class InvitesModule {}
