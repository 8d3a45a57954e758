import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Clock, SystemClock } from '@vox/voice-core';

import { Limits } from './limits';
import { RequestRateGuard } from './request-rate.guard';

@Global()
@Module({
  providers: [
    Limits,
    { provide: Clock, useClass: SystemClock },
    { provide: APP_GUARD, useClass: RequestRateGuard },
  ],
  exports: [Limits],
})
export class LimitsModule {}
