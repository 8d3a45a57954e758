import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, linkSchema } from '../../http';
import { type ListProviders, listProvidersSchema, pageOf } from '../provider-page';
import {
  type CreateTtsProvider,
  createTtsProviderSchema,
  type SpeechProviderJson,
  speechProviderSchema,
  ttsProviderParams,
  type UpdateTtsProvider,
  updateTtsProviderSchema,
} from './speech-provider.schema';
import { TtsProvidersService } from './tts-providers.service';

const PATH = 'api/tts-providers';
const NOT_FOUND = 'There is no such provider.';

/** Servers that speak. */
@ApiTag('Providers')
@Controller(PATH)
@UseInterceptors(DatabaseUnavailableInterceptor)
export class TtsProvidersController {
  constructor(private readonly providers: TtsProvidersService) {}

  @Get()
  @ApiRoute({
    id: 'listTtsProviders',
    scope: 'admin',
    summary:
      'Servers that speak: those of the environment first, then in the order in which they are asked.',
    query: listProvidersSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(speechProviderSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListProviders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SpeechProviderJson[]> {
    const { page, next } = pageOf(await this.providers.list(), query, `/${PATH}`);
    if (next !== undefined) response.setHeader('Link', next);
    return page;
  }

  @Get(':id')
  @ApiRoute({
    id: 'getTtsProvider',
    scope: 'admin',
    summary: 'One.',
    params: ttsProviderParams,
    responses: { 200: speechProviderSchema, 404: NOT_FOUND },
  })
  get(@Param('id') id: string): Promise<SpeechProviderJson> {
    return this.providers.get(id);
  }

  @Post()
  @ApiRoute({
    id: 'createTtsProvider',
    scope: 'admin',
    summary: 'Adds one.',
    body: createTtsProviderSchema,
    example: {
      name: 'Attic',
      kind: 'openai',
      base_url: 'http://192.168.1.20:8880/v1',
      model: 'kokoro',
      voice: 'af_heart',
    },
    responses: { 201: speechProviderSchema, 409: 'Another one has this name, or there are 100.' },
  })
  create(@Body() request: CreateTtsProvider): Promise<SpeechProviderJson> {
    return this.providers.create(request);
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateTtsProvider',
    scope: 'admin',
    summary: 'Changes what the body names; the next sentence follows it.',
    params: ttsProviderParams,
    body: updateTtsProviderSchema,
    example: { is_enabled: false },
    responses: {
      200: speechProviderSchema,
      404: NOT_FOUND,
      409: 'Another one has this name, or the environment has set it.',
    },
  })
  update(@Param('id') id: string, @Body() request: UpdateTtsProvider): Promise<SpeechProviderJson> {
    return this.providers.update(id, request);
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteTtsProvider',
    scope: 'admin',
    summary: 'Deletes it.',
    params: ttsProviderParams,
    responses: { 204: null, 404: NOT_FOUND, 409: 'The environment has set it.' },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.providers.remove(id);
  }
}
