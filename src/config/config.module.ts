import { type DynamicModule, Global, Module } from '@nestjs/common';

import { AppConfig } from './app-config';
import { RuntimeSettings } from './runtime-settings';

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: AppConfig): DynamicModule {
    const settings = new RuntimeSettings(config);
    return {
      module: ConfigModule,
      providers: [
        { provide: AppConfig, useValue: settings.config },
        { provide: RuntimeSettings, useValue: settings },
      ],
      exports: [AppConfig, RuntimeSettings],
    };
  }
}
