import { Body, Controller, Get, Param, Post, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { Caller, type Identity, People, peopleCalled } from '../identity';
import {
  type EraseNames,
  eraseNamesSchema,
  type EraseUser,
  eraseUserSchema,
  type ErasureJson,
  erasureSchema,
  toErasureJson,
} from './erasure.schema';
import { Erasures } from './erasures';

const HOW =
  'Done in the background, once: their talks are ended, then everything goes, from tables, the journal, the queue and files, and nothing that was on its way is stored afterwards. `GET /api/erasures/{id}` tells when it is done, and how much it was.';

/** Erases what is held of somebody. */
@ApiTag('Privacy')
@Controller('api')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class ErasuresController {
  constructor(
    private readonly people: People,
    private readonly erasures: Erasures,
  ) {}

  @Post('users/:id/erase')
  @ApiRoute({
    id: 'eraseUser',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Erases everything of a user: for admins, and for themselves.',
    description: HOW,
    params: idParams,
    body: eraseUserSchema,
    example: { keep_account: true },
    responses: { 202: erasureSchema, 404: 'There is no such user, or it is somebody else.' },
  })
  async user(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() { keep_account: keepsAccount }: EraseUser,
  ): Promise<ErasureJson> {
    const person = await this.people.user(caller, id);
    return toErasureJson(await this.erasures.request(caller, { ...person, keepsAccount }));
  }

  @Post('erasures')
  @ApiRoute({
    id: 'eraseNames',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Erases everything of whoever is called so in the caller’s sessions.',
    description: HOW,
    body: eraseNamesSchema,
    example: { user_ids: ['dora'] },
    responses: { 202: erasureSchema },
  })
  async names(
    @Caller() caller: Identity,
    @Body() { user_ids: names }: EraseNames,
  ): Promise<ErasureJson> {
    const person = { ...peopleCalled(caller, names), keepsAccount: true };
    return toErasureJson(await this.erasures.request(caller, person));
  }

  @Get('erasures/:id')
  @ApiRoute({
    id: 'getErasure',
    scope: 'talk',
    keysOnly: true,
    summary: 'What became of it, for admins and whoever has asked for it.',
    params: idParams,
    responses: { 200: erasureSchema, 404: 'There is no such erasure.' },
  })
  async get(@Caller() caller: Identity, @Param('id') id: string): Promise<ErasureJson> {
    return toErasureJson(await this.erasures.get(caller, id));
  }
}
