import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams, linkSchema } from '../http';
import { linkToNext } from './account-page';
import {
  type CreateKey,
  createKeySchema,
  KEY_LIST,
  type KeyJson,
  keySchema,
  type ListKeys,
  listKeysSchema,
  type MadeKeyJson,
  madeKeySchema,
  toKeyJson,
} from './key.schema';
import { KeysService } from './keys.service';

@ApiTag('Access')
@Controller('api/keys')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Get()
  @ApiRoute({
    id: 'listKeys',
    scope: 'admin',
    summary: 'The newest first, without what lets in.',
    query: listKeysSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(keySchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() page: ListKeys,
    @Res({ passthrough: true }) response: Response,
  ): Promise<KeyJson[]> {
    const { rows, next } = await this.keys.page(page);
    if (next !== undefined) {
      response.setHeader('Link', linkToNext('/api/keys', KEY_LIST, next, page));
    }
    return rows.map(toKeyJson);
  }

  @Post()
  @ApiRoute({
    id: 'createKey',
    scope: 'admin',
    summary: 'A key for a program, or a person, with what it may do.',
    body: createKeySchema,
    responses: { 201: madeKeySchema, 409: 'Its owner has one of this name.' },
  })
  async create(@Body() request: CreateKey): Promise<MadeKeyJson> {
    const { row, key } = await this.keys.create(request);
    return { ...toKeyJson(row), key };
  }

  @Delete(':id')
  @ApiRoute({
    id: 'revokeKey',
    scope: 'admin',
    summary:
      'Takes it back, with all tokens that were asked for with it; who has come in with either has to leave.',
    params: idParams,
    responses: { 204: null, 404: 'There is no such key (any more).' },
  })
  async revoke(@Param('id') id: string): Promise<void> {
    await this.keys.revoke(id);
  }
}
