import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyEntity, SessionEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { Identities } from './identities';
import { KnownKeys } from './known-keys';
import { SessionAccess } from './session-access';
import { SessionDoor } from './session-door';
import { WatchedIdentities } from './watched-identities';

/** Who is asking, and which sessions are theirs. Needs `DatabaseModule` beside it. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ApiKeyEntity, SessionEntity])],
  providers: [
    Identities,
    KnownKeys,
    SessionAccess,
    SessionDoor,
    WatchedIdentities,
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [Identities, KnownKeys, SessionAccess, SessionDoor, WatchedIdentities],
})
export class IdentityModule {}
