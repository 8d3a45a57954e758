import { Body, Controller, Get, Patch, UseInterceptors } from '@nestjs/common';
import { z } from 'zod';

import { RuntimeSettings } from '../config';
import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import {
  type ChangeSettings,
  changeSettingsSchema,
  type SettingJson,
  settingJsonSchema,
  toSettingJson,
} from './settings.schema';
import { SettingsService } from './settings.service';

/** Settings that take effect while the server runs. */
@ApiTag('Settings')
@Controller('api/settings')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SettingsController {
  constructor(
    private readonly settings: RuntimeSettings,
    private readonly stored: SettingsService,
  ) {}

  @Get()
  @ApiRoute({
    id: 'listSettings',
    scope: 'admin',
    summary: 'All of them.',
    responses: { 200: z.array(settingJsonSchema) },
  })
  list(): SettingJson[] {
    return this.settings.list().map(toSettingJson);
  }

  @Patch()
  @ApiRoute({
    id: 'changeSettings',
    scope: 'admin',
    summary:
      'Sets what the body names, or nothing where one value cannot be right; null takes a setting away. All settings, as they are then.',
    body: changeSettingsSchema,
    example: { SILENCE_THRESHOLD_MS: 450, BARGE_IN_STRATEGY: null },
    responses: { 200: z.array(settingJsonSchema) },
  })
  async change(@Body() changes: ChangeSettings): Promise<SettingJson[]> {
    await this.stored.change(changes);
    return this.list();
  }
}
