import { Body, Controller, Get, Post, UseInterceptors } from '@nestjs/common';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { DefaultAgentVoice } from './default-agent-voice';
import {
  type LegacyConfig,
  legacyConfigSchema,
  type LegacyTtsConfig,
  legacyTtsConfigSchema,
} from './legacy.schema';
import { configSchema, ttsConfigSchema } from './legacy-answers';
import { LegacyRuntimeConfig } from './legacy-config';

const done = z.literal(true);

/** The run-time settings of VoxBridge 1's dashboard. */
@ApiTag('VoxBridge 1')
@Controller('api')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class LegacySettingsController {
  constructor(
    private readonly general: LegacyRuntimeConfig,
    private readonly voice: DefaultAgentVoice,
  ) {}

  @Get('config')
  @ApiRoute({
    id: 'getLegacyConfig',
    scope: 'admin',
    summary: 'How long is waited and spoken.',
    responses: { 200: configSchema },
  })
  config() {
    return this.general.shown();
  }

  @Post('config')
  @ApiRoute({
    id: 'changeLegacyConfig',
    scope: 'admin',
    summary: 'Sets the silence that ends an utterance; the rest has to be as it is.',
    body: legacyConfigSchema,
    example: { SILENCE_THRESHOLD_MS: 800 },
    responses: { 200: z.object({ success: done, config: configSchema }) },
  })
  async setConfig(@Body() request: LegacyConfig) {
    await this.general.change(request);
    return { success: true as const, config: this.general.shown() };
  }

  @Get('tts/config')
  @ApiRoute({
    id: 'getLegacyVoice',
    scope: 'admin',
    summary: 'How the default agent sounds.',
    responses: { 200: ttsConfigSchema },
  })
  ttsConfig() {
    return this.voice.shown();
  }

  @Post('tts/config')
  @ApiRoute({
    id: 'changeLegacyVoice',
    scope: 'admin',
    summary: 'Changes it; `ignored` names what no voice of this server has.',
    body: legacyTtsConfigSchema,
    example: { enabled: true, options: { speedFactor: 1.2 } },
    responses: { 200: z.object({ success: done, ignored: z.array(text()) }) },
  })
  async setTtsConfig(@Body() request: LegacyTtsConfig) {
    return { success: true as const, ignored: await this.voice.change(request) };
  }
}
