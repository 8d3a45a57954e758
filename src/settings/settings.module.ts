import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SettingEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { SettingsController } from './settings.controller';
import { SettingsService } from './settings.service';

/** `/api/settings`, and what it says put to use in this server. Needs `DatabaseModule` beside it. */
@Module({
  imports: [TypeOrmModule.forFeature([SettingEntity])],
  controllers: [SettingsController],
  providers: [SettingsService, { provide: Clock, useClass: SystemClock }],
  exports: [SettingsService],
})
export class SettingsModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly settings: SettingsService) {}

  /** Before anybody talks. */
  onModuleInit(): Promise<void> {
    return this.settings.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.settings.stop();
  }
}
