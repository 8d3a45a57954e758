import { Controller, Get } from '@nestjs/common';
import type { Engines } from '@vox/protocol';

import { AuthService, Public } from '../auth';
import { AppConfig, type FoundEngine } from '../config';
import { VoiceService } from '../voice';
import { version } from './version';

type Info = {
  readonly version: string;
  readonly engines: Engines;
  readonly found_engines: readonly FoundEngine[];
  readonly auth_required: boolean;
};

/** What a page must know before it can ask for more: public on purpose, and free of secrets. */
@Public()
@Controller('api/info')
export class InfoController {
  constructor(
    private readonly voice: VoiceService,
    private readonly auth: AuthService,
    private readonly config: AppConfig,
  ) {}

  /** `found_engines`: those that nobody has set, and that are used because they answered on this machine at the start. */
  @Get()
  info(): Info {
    return {
      version,
      engines: this.voice.engines(),
      found_engines: this.config.found,
      auth_required: this.auth.isKeyRequired,
    };
  }
}
