import { randomUUID } from 'node:crypto';

import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PriceEntity, ProviderUseEntity } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { Clock, SystemClock, UsageMeter } from '@vox/voice-core';

import { CostsController } from './costs.controller';
import { CostsService } from './costs.service';
import { Metering } from './metering';
import { PriceLoader } from './price-loader';
import { Prices } from './prices';
import { PricesController } from './prices.controller';
import { PricesService } from './prices.service';
import { UseRecorder } from './use-recorder';

/**
 * What providers are used for, on whose account, and what that costs: the `UsageMeter` of all rooms. Global; needs
 * `DatabaseModule` and `JobsModule` beside it.
 */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([PriceEntity, ProviderUseEntity])],
  controllers: [CostsController, PricesController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    CostsService,
    Prices,
    PriceLoader,
    PricesService,
    {
      provide: UseRecorder,
      useFactory: (queue: JobQueue, clock: Clock) => new UseRecorder(queue, clock, randomUUID()),
      inject: [JobQueue, Clock],
    },
    {
      provide: UsageMeter,
      useFactory: (prices: Prices, recorder: UseRecorder, clock: Clock) =>
        new Metering(prices, recorder, clock),
      inject: [Prices, UseRecorder, Clock],
    },
  ],
  exports: [UsageMeter],
})
export class CostModule {}
