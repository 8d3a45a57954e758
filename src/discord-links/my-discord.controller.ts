import {
  Body,
  ConflictException,
  Controller,
  Delete,
  HttpCode,
  NotFoundException,
  Post,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { text } from '@vox/protocol';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { refusalFor } from '../auth';
import { ApiRoute, ApiTag, conflictingField, DatabaseUnavailableInterceptor } from '../http';
import { Caller, type Identity } from '../identity';
import { Limits } from '../limits';
import { DiscordLinks, NotLinkedError } from './discord-links.service';

const takeCodeSchema = z.strictObject({
  code: text().min(1).max(50).describe('As `/link` has told it in Discord.'),
});
type TakeCode = z.output<typeof takeCodeSchema>;

const myDiscordSchema = z
  .object({ user_id: text().describe('Of the Discord user.') })
  .meta({ id: 'MyDiscord' });
type MyDiscordJson = z.output<typeof myDiscordSchema>;

const NOBODY = 'The server itself is nobody in Discord: log in, or use the key of a user.';
const NO_CODE = 'The code is not good (any more): /link in Discord tells another one.';

/** Who one is in Discord. */
@ApiTag('Access')
@Controller('api/me/discord')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class MyDiscordController {
  constructor(
    private readonly links: DiscordLinks,
    private readonly limits: Limits,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiRoute({
    id: 'linkMyDiscord',
    scope: 'known',
    keysOnly: true,
    audited: true,
    summary: 'Links whoever asks with the Discord user whom the code was told.',
    description:
      'A code is good once, and for ten minutes. From then on what that Discord user says belongs to whoever took it: take no code that you have not asked for yourself.',
    body: takeCodeSchema,
    example: { code: 'ABCD-EFGH' },
    responses: {
      200: myDiscordSchema,
      404: 'The code was used, is older than ten minutes, or none was told like it.',
      409: 'They are linked with another Discord user, or that one with another user.',
      429: 'Too many that are wrong came from there.',
    },
  })
  async take(
    @Caller() { ownerId }: Identity,
    @Body() { code }: TakeCode,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MyDiscordJson> {
    if (ownerId === null) throw new ConflictException(NOBODY);
    const address = this.limits.addressOf(request);
    try {
      this.limits.failedKeys.assertMayTry(address);
      return { user_id: await this.links.take(ownerId, code) };
    } catch (error) {
      if (!(error instanceof NotLinkedError)) throw refusalFor(error, response);
      if (error.refusal === 'code') this.limits.failedKeys.count(address, 'link code');
      throw toRefusal(error);
    }
  }

  @Delete()
  @ApiRoute({
    id: 'unlinkMyDiscord',
    scope: 'known',
    keysOnly: true,
    audited: true,
    summary: 'Ends the link of whoever asks.',
    responses: { 204: null, 404: 'They are linked with nobody.' },
  })
  async end(@Caller() { ownerId }: Identity): Promise<void> {
    if (ownerId !== null && (await this.links.endOfUser(ownerId))) return;
    throw new NotFoundException('You are linked with nobody in Discord');
  }
}

function toRefusal({ refusal }: NotLinkedError): Error {
  switch (refusal) {
    case 'code':
      return new NotFoundException(NO_CODE);
    case 'user':
      return new ConflictException(
        'You are linked with somebody in Discord already: end that first.',
      );
    case 'discord-user':
      return conflictingField('code', 'whoever asked for it is linked with another user already');
  }
}
