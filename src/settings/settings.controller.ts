import { Body, Controller, Get, Patch, UseInterceptors } from '@nestjs/common';

import { RuntimeSettings } from '../config';
import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import {
  type ChangeSettings,
  changeSettingsSchema,
  type SettingJson,
  toSettingJson,
} from './settings.schema';
import { SettingsService } from './settings.service';

/** Settings that take effect while the server runs. */
@Controller('api/settings')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SettingsController {
  constructor(
    private readonly settings: RuntimeSettings,
    private readonly stored: SettingsService,
  ) {}

  @Get()
  list(): SettingJson[] {
    return this.settings.list().map(toSettingJson);
  }

  /** All that are named, or none where one of them cannot be right. */
  @Patch()
  async change(
    @Body(new ZodValidationPipe(changeSettingsSchema)) changes: ChangeSettings,
  ): Promise<SettingJson[]> {
    await this.stored.change(changes);
    return this.list();
  }
}
