import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { SecretsModule } from '../secrets';
import { InviteBook } from './invite-book';
import { Invites } from './invites';
import { InvitesController } from './invites.controller';
import { PostgresInviteBook } from './postgres-invite-book';

/** Invitations to sessions that live on another channel. Needs `DatabaseModule` beside it. */
@Module({
  imports: [SecretsModule],
  controllers: [InvitesController],
  providers: [
    Invites,
    { provide: Clock, useClass: SystemClock },
    {
      provide: InviteBook,
      useFactory: (dataSource: DataSource) => new PostgresInviteBook(dataSource),
      inject: [DataSource],
    },
  ],
  exports: [Invites],
})
export class InvitesModule {}
