import {
  Body,
  Controller,
  Post,
  Req,
  Res,
  UnauthorizedException,
  UseInterceptors,
} from '@nestjs/common';
import { text } from '@vox/protocol';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';

import { AuthService } from '../auth';
import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { assertMayTry, Limits } from '../limits';
import { BrowserEntry } from './browser-entry';
import { useLoginLink } from './login-links';
import { type MeJson, meSchema, toMeJson } from './me.schema';
import { People } from './people';

const useLinkSchema = z.strictObject({
  token: text().min(1).max(200).describe('What stands behind `#log-in=` in the link.'),
});
type UseLink = z.output<typeof useLinkSchema>;

/** Links that log in once, as who runs the server: `npm run admin:link`, or printed at the first start. */
@ApiTag('Access')
@Controller('auth/link')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class LoginLinkController {
  constructor(
    private readonly database: DataSource,
    private readonly people: People,
    private readonly entry: BrowserEntry,
    private readonly auth: AuthService,
    private readonly limits: Limits,
  ) {}

  @Post()
  @ApiRoute({
    id: 'useLoginLink',
    scope: 'public',
    summary: 'Logs a browser in with a link, which is used up by it.',
    body: useLinkSchema,
    responses: {
      200: meSchema,
      401: 'The link was used, is older than 15 minutes, or none was made like it.',
      429: 'Too many that are wrong came from there.',
    },
  })
  async use(
    @Body() { token }: UseLink,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeJson> {
    const address = this.limits.addressOf(request);
    assertMayTry(this.limits, address, response);
    response.setHeader('cache-control', 'no-store');
    if (!(await useLoginLink(this.database, token))) {
      this.limits.failedKeys.count(address, 'log-in');
      throw new UnauthorizedException(
        'The link is not good (any more): it logs in once, within 15 minutes. npm run admin:link makes another one.',
      );
    }
    const former = await this.auth.loginOf(request);
    const user = await this.people.owner();
    const caller = await this.entry.enter(request, response, { user, method: 'link', former });
    return toMeJson(caller, user);
  }
}
