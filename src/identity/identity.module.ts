import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  ApiKeyEntity,
  LoginEntity,
  SessionEntity,
  TokenUseEntity,
  UserEntity,
} from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { SecretsModule } from '../secrets';
import { Identities } from './identities';
import { IdentityCache } from './identity-cache';
import { KnownKeys } from './known-keys';
import { Logins } from './logins';
import { People } from './people';
import { SessionAccess } from './session-access';
import { SessionDoor } from './session-door';
import { SessionTokens } from './session-tokens';
import { TokenUses } from './token-uses';
import { WatchedIdentities } from './watched-identities';

/** Who is asking, and which sessions are theirs. Needs `DatabaseModule` beside it. */
@Global()
@Module({
  imports: [
    SecretsModule,
    TypeOrmModule.forFeature([
      ApiKeyEntity,
      LoginEntity,
      SessionEntity,
      TokenUseEntity,
      UserEntity,
    ]),
  ],
  providers: [
    Identities,
    IdentityCache,
    KnownKeys,
    Logins,
    People,
    SessionAccess,
    SessionDoor,
    SessionTokens,
    TokenUses,
    WatchedIdentities,
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [
    Identities,
    IdentityCache,
    KnownKeys,
    Logins,
    People,
    SessionAccess,
    SessionDoor,
    SessionTokens,
    WatchedIdentities,
  ],
})
export class IdentityModule {}
