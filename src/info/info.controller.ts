import { Controller, Get, Header, Req } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { type Engines, enginesSchema, text } from '@vox/protocol';
import type { Request } from 'express';
import { z } from 'zod';

import { AuthService } from '../auth';
import { AppConfig, type FoundEngine } from '../config';
import { ApiRoute, ApiTag } from '../http';
import { UncheckedKeyError } from '../identity';
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
    is_known: z
      .boolean()
      .describe('Who asks has said who they are, or need not. False: other routes refuse them.'),
    has_login: z.boolean().describe('People log in at a provider: `/auth/login` sends them there.'),
  })
  .meta({ id: 'Info' });

type Info = {
  readonly version: string;
  readonly engines: Engines;
  readonly found_engines: readonly FoundEngine[];
  readonly auth_required: boolean;
  readonly is_known: boolean;
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

  /** Whether somebody is known is for them alone. */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiRoute({
    id: 'getInfo',
    scope: 'public',
    summary: 'Version, engines, and whether a key or log-in is asked for.',
    responses: { 200: infoSchema },
  })
  async info(@Req() request: Request): Promise<Info> {
    return {
      version,
      engines: this.voice.engines(),
      found_engines: this.config.found,
      auth_required: this.auth.isKeyRequired,
      is_known: await this.#isKnown(request),
      has_login: this.config.login.OIDC_ISSUER !== undefined,
    };
  }

  /** Who cannot be checked just now is told so by what they ask for next, and not that they are nobody. */
  async #isKnown(request: Request): Promise<boolean> {
    try {
      return (await this.auth.identify(request)) !== undefined;
    } catch (error) {
      return error instanceof UncheckedKeyError || isDatabaseUnavailable(error);
    }
  }
}
