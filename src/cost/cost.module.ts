import { randomUUID } from 'node:crypto';

import {
  Global,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { errorCode, PriceEntity, ProviderUseEntity } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { Clock, SpendingLimits, SystemClock, UsageMeter } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { AppConfig } from '../config';
import { CostsController } from './costs.controller';
import { CostsService } from './costs.service';
import { Metering } from './metering';
import { PriceLoader } from './price-loader';
import { Prices } from './prices';
import { PricesController } from './prices.controller';
import { PricesService } from './prices.service';
import { Spending } from './spending';
import { StoredSpending } from './stored-spending';
import { UseRecorder } from './use-recorder';

/** What others have spent counts here after that long. */
const LOOK_UP_EVERY_MS = 30_000;

/** Of this process: its own uses are told from those of others by it. */
const SERVER_ID = Symbol('SERVER_ID');

/**
 * What providers are used for, on whose account, and what that costs: the `UsageMeter` and the `SpendingLimits` of all rooms.
 * Global; needs `DatabaseModule` and `JobsModule` beside it.
 */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([PriceEntity, ProviderUseEntity])],
  controllers: [CostsController, PricesController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: SERVER_ID, useFactory: () => randomUUID() },
    CostsService,
    Prices,
    PriceLoader,
    PricesService,
    {
      provide: UseRecorder,
      useFactory: (queue: JobQueue, clock: Clock, serverId: string) =>
        new UseRecorder(queue, clock, serverId),
      inject: [JobQueue, Clock, SERVER_ID],
    },
    {
      provide: Spending,
      useFactory: (config: AppConfig, database: DataSource, clock: Clock, serverId: string) => {
        const stored = new StoredSpending(database.getRepository(ProviderUseEntity), serverId);
        const logger = new Logger('Costs');
        return new Spending(config, stored, clock, (error) =>
          logger.warn({ code: errorCode(error) }, 'What was spent before cannot be looked up'),
        );
      },
      inject: [AppConfig, DataSource, Clock, SERVER_ID],
    },
    { provide: SpendingLimits, useExisting: Spending },
    {
      provide: UsageMeter,
      useFactory: (prices: Prices, spending: Spending, recorder: UseRecorder, clock: Clock) =>
        new Metering(prices, spending, recorder, clock),
      inject: [Prices, Spending, UseRecorder, Clock],
    },
  ],
  exports: [SpendingLimits, UsageMeter],
})
export class CostModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #lookingUp: NodeJS.Timeout | undefined;

  constructor(private readonly spending: Spending) {}

  onApplicationBootstrap(): void {
    this.#lookingUp = setInterval(() => void this.spending.refresh(), LOOK_UP_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#lookingUp);
  }
}
