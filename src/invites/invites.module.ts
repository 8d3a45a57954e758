import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InviteEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { SecretsModule } from '../secrets';
import { InviteBook } from './invite-book';
import { Invites } from './invites';
import { InvitesController } from './invites.controller';
import { PostgresInviteBook } from './postgres-invite-book';

/** Invitations to sessions that live on another channel. Needs `DatabaseModule` beside it. */
@Module({
  imports: [SecretsModule, TypeOrmModule.forFeature([InviteEntity])],
  controllers: [InvitesController],
  providers: [
    Invites,
    { provide: Clock, useClass: SystemClock },
    { provide: InviteBook, useClass: PostgresInviteBook },
  ],
  exports: [Invites],
})
export class InvitesModule {}
