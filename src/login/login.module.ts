import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UserEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { AuditModule } from '../audit';
import { LimitsModule } from '../limits';
import { SecretsModule } from '../secrets';
import { BackchannelLogoutController } from './backchannel-logout.controller';
import { BrowserEntry } from './browser-entry';
import { FirstLogin } from './first-login';
import { LoginAttempts } from './login-attempts';
import { LoginController } from './login.controller';
import { LoginLinkController } from './login-link.controller';
import { LogoutTokens } from './logout-tokens';
import { MeController } from './me.controller';
import { OpenIdProvider } from './openid-provider';
import { People } from './people';

/** Log-in of people in browsers. Needs `AuthModule`, `ConfigModule` and `DatabaseModule` beside it. */
@Module({
  imports: [AuditModule, LimitsModule, SecretsModule, TypeOrmModule.forFeature([UserEntity])],
  controllers: [BackchannelLogoutController, LoginController, LoginLinkController, MeController],
  providers: [
    BrowserEntry,
    FirstLogin,
    LoginAttempts,
    LogoutTokens,
    OpenIdProvider,
    People,
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [FirstLogin],
})
export class LoginModule {}
