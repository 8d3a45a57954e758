import {
  Controller,
  Delete,
  Get,
  NotFoundException,
  Param,
  Post,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { text } from '@vox/protocol';
import type { Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity, Logins } from '../identity';
import { BrowserEntry } from './browser-entry';
import {
  type LoginJson,
  loginSchema,
  type MeJson,
  meSchema,
  toLoginJson,
  toMeJson,
} from './me.schema';
import { OpenIdProvider, ProviderDownError } from './openid-provider';
import { People } from './people';

/** What somebody sees of themselves, and the end of their log-ins. */
@ApiTag('Access')
@Controller()
@UseInterceptors(DatabaseUnavailableInterceptor)
export class MeController {
  constructor(
    private readonly people: People,
    private readonly logins: Logins,
    private readonly entry: BrowserEntry,
    private readonly provider: OpenIdProvider,
  ) {}

  @Get('api/me')
  @ApiRoute({
    id: 'getMe',
    scope: 'known',
    summary: 'Who is asking, and what they may do.',
    responses: { 200: meSchema },
  })
  async me(@Caller() caller: Identity): Promise<MeJson> {
    return toMeJson(caller, await this.people.find(caller.ownerId));
  }

  @Get('api/me/logins')
  @ApiRoute({
    id: 'listMyLogins',
    scope: 'known',
    keysOnly: true,
    summary: 'The browsers in which whoever asks from one of them is logged in, the newest first.',
    responses: { 200: z.array(loginSchema) },
  })
  async list(@Caller() caller: Identity): Promise<LoginJson[]> {
    const { loginId, ownerId } = caller;
    if (loginId === undefined || ownerId === null) return [];
    return (await this.logins.list(ownerId)).map((row) => toLoginJson(row, caller));
  }

  @Delete('api/me/logins/:id')
  @ApiRoute({
    id: 'endMyLogin',
    scope: 'known',
    keysOnly: true,
    audited: true,
    summary: 'Ends one of them; who has come with it has to leave.',
    params: idParams,
    responses: { 204: null, 404: 'There is no such log-in (any more), or it is not theirs.' },
  })
  async endOne(@Caller() { loginId, ownerId }: Identity, @Param('id') id: string): Promise<void> {
    const isTheirs = loginId !== undefined && ownerId !== null;
    if (isTheirs && (await this.logins.end(id, ownerId)) !== undefined) return;
    throw new NotFoundException('There is no such log-in (any more)');
  }

  @Post('auth/logout')
  @ApiRoute({
    id: 'logOut',
    scope: 'known',
    keysOnly: true,
    summary: 'Ends the log-in of the browser that asks.',
    responses: {
      200: z.object({
        provider_url: text()
          .nullable()
          .describe('Where they log out at the provider as well, when they want to.'),
      }),
    },
  })
  async logOut(
    @Caller() caller: Identity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ readonly provider_url: string | null }> {
    const method = await this.entry.leave(caller, response);
    return { provider_url: method === 'oidc' ? await this.#providerUrl() : null };
  }

  /** Out is out here, whether or not the provider answers. */
  async #providerUrl(): Promise<string | null> {
    try {
      return (await this.provider.logoutUrl()) ?? null;
    } catch (error) {
      if (error instanceof ProviderDownError) return null;
      throw error;
    }
  }
}
