import {
  BadGatewayException,
  BadRequestException,
  Controller,
  Logger,
  NotFoundException,
  Post,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { text } from '@vox/protocol';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { assertMayTry, Limits } from '../limits';
import { BrowserEntry } from './browser-entry';
import { LogoutTokens } from './logout-tokens';
import { LoginRefusedError, OpenIdProvider, ProviderDownError } from './openid-provider';

const formSchema = z.object({
  logout_token: text().describe('A JWT that the provider has signed for this server.'),
});

/** Where the provider says that somebody has logged out there. */
@ApiTag('Access')
@Controller('auth')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class BackchannelLogoutController {
  readonly #logger = new Logger(BackchannelLogoutController.name);

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly tokens: LogoutTokens,
    private readonly entry: BrowserEntry,
    private readonly limits: Limits,
  ) {}

  @Post('backchannel-logout')
  @ApiRoute({
    id: 'endProviderSession',
    scope: 'public',
    summary: 'Takes from the provider of OpenID Connect that a session there is over.',
    description:
      'The log-ins that it led to end here, with all that was opened with them (OpenID Connect Back-Channel Logout 1.0).',
    reads: { 'application/x-www-form-urlencoded': formSchema },
    responses: {
      200: z.object({}),
      400: 'It is no log-out token of the provider, or an old one.',
      404: 'There is no provider (OIDC_ISSUER).',
      429: 'Too many such attempts came from there.',
      502: 'The keys of the provider cannot be read.',
    },
  })
  async end(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Record<string, never>> {
    response.setHeader('cache-control', 'no-store');
    if (!this.provider.isConfigured) throw new NotFoundException('There is no provider');
    const address = this.limits.addressOf(request);
    assertMayTry(this.limits, address, response);
    const form = formSchema.safeParse(request.body);
    try {
      await this.tokens.use(form.data?.logout_token ?? '', (over) => this.entry.endAt(over));
      return {};
    } catch (error) {
      if (error instanceof LoginRefusedError) {
        this.limits.failedKeys.count(address, 'log-in');
        this.#logger.warn('A log-out token was refused');
        throw new BadRequestException('It is no log-out token of the provider, or an old one');
      }
      if (error instanceof ProviderDownError) {
        throw new BadGatewayException('The keys of the provider cannot be read');
      }
      throw error;
    }
  }
}
