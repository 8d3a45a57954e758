import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { IdentityModule } from '../identity';
import { LimitsModule } from '../limits';
import { AuthGuard } from './auth.guard';
import { AuthService } from './auth.service';
import { LoginCookies } from './login-cookies';

/** Needs `DatabaseModule` beside it. */
@Global()
@Module({
  imports: [IdentityModule, LimitsModule],
  providers: [AuthService, LoginCookies, { provide: APP_GUARD, useClass: AuthGuard }],
  exports: [AuthService, LoginCookies],
})
export class AuthModule {}
