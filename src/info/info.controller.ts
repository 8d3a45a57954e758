import { Controller, Get } from '@nestjs/common';
import { type Engines, enginesSchema, text } from '@vox/protocol';
import { z } from 'zod';

import { AuthService } from '../auth';
import { AppConfig, type FoundEngine } from '../config';
import { ApiRoute, ApiTag } from '../http';
import { VoiceService } from '../voice';
import { version } from './version';

const infoSchema = z
  .object({
    version: text(),
    engines: enginesSchema,
    found_engines: z
      .array(
        z.object({
          kind: z.enum(['stt', 'llm', 'tts']),
          name: text().describe('For people.'),
          url: text(),
          model: text().optional(),
        }),
      )
      .describe(
        'Those that nobody has set, and that are used because they answered on this machine at the start.',
      ),
    auth_required: z.boolean().describe('Who comes has to say who they are.'),
    has_login: z.boolean().describe('People log in at a provider: `/auth/login` sends them there.'),
  })
  .meta({ id: 'Info' });

type Info = {
  readonly version: string;
  readonly engines: Engines;
  readonly found_engines: readonly FoundEngine[];
  readonly auth_required: boolean;
  readonly has_login: boolean;
};

/** What a page must know before it can ask for more: public on purpose, and free of secrets. */
@ApiTag('Server')
@Controller('api/info')
export class InfoController {
  constructor(
    private readonly voice: VoiceService,
    private readonly auth: AuthService,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @ApiRoute({
    id: 'getInfo',
    scope: 'public',
    summary: 'Version, engines, and whether a key or log-in is asked for.',
    responses: { 200: infoSchema },
  })
  info(): Info {
    return {
      version,
      engines: this.voice.engines(),
      found_engines: this.config.found,
      auth_required: this.auth.isKeyRequired,
      has_login: this.config.login.OIDC_ISSUER !== undefined,
    };
  }
}
