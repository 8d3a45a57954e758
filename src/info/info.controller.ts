import { Controller, Get } from '@nestjs/common';
import type { Engines } from '@vox/protocol';

import { AuthService, Public } from '../auth';
import { VoiceService } from '../voice';
import { version } from './version';

/** What a page must know before it can ask for more: public on purpose, and free of secrets. */
@Public()
@Controller('api/info')
export class InfoController {
  constructor(
    private readonly voice: VoiceService,
    private readonly auth: AuthService,
  ) {}

  @Get()
  info(): { version: string; engines: Engines; auth_required: boolean } {
    return { version, engines: this.voice.engines(), auth_required: this.auth.isKeyRequired };
  }
}
