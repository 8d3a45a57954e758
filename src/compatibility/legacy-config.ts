import { Injectable } from '@nestjs/common';

import { AppConfig } from '../config';
import { badField } from '../http';
import { SettingsService } from '../settings';
import type { LegacyConfig } from './legacy.schema';

/** What the dashboard of VoxBridge 1 set while its server ran, as far as that can be set while this one does. */
@Injectable()
export class LegacyRuntimeConfig {
  constructor(
    private readonly config: AppConfig,
    private readonly settings: SettingsService,
  ) {}

  shown() {
    const { SILENCE_THRESHOLD_MS, MAX_SPEAKING_TIME_MS } = this.config.voice;
    const USE_STREAMING = this.config.llm.LLM_STREAMING_ENABLED;
    return { SILENCE_THRESHOLD_MS, MAX_SPEAKING_TIME_MS, USE_STREAMING };
  }

  /** @throws BadRequestException for what only the environment can change. */
  async change({ SILENCE_THRESHOLD_MS: silence, ...fixed }: LegacyConfig): Promise<void> {
    const is = this.shown();
    for (const [field, wanted] of Object.entries(fixed)) {
      const present = is[field as keyof typeof fixed];
      if (wanted === undefined || wanted === present) continue;
      const variable = field === 'USE_STREAMING' ? 'LLM_STREAMING_ENABLED' : field;
      throw badField(field, `is ${present} until the server starts with another ${variable}`);
    }
    if (silence === undefined) return;
    await this.settings.change({ SILENCE_THRESHOLD_MS: String(silence) });
  }
}
