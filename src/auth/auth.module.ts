import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { LimitsModule } from '../limits';
import { AuthGuard } from './auth.guard';
import { AuthService } from './auth.service';

@Global()
@Module({
  imports: [LimitsModule],
  providers: [AuthService, { provide: APP_GUARD, useClass: AuthGuard }],
  exports: [AuthService],
})
export class AuthModule {}
