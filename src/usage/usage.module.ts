import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TurnEntity } from '@vox/database';

import { LatencyService } from './latency.service';
import { UsageController } from './usage.controller';
import { UsageService } from './usage.service';

/** `/api/usage`. Needs `DatabaseModule` beside it. */
@Module({
  imports: [TypeOrmModule.forFeature([TurnEntity])],
  controllers: [UsageController],
  providers: [UsageService, LatencyService],
})
export class UsageModule {}
