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
  type ListModels,
  listModelsSchema,
  type ModelsJson,
  modelsSchema,
} from '../provider.schema';
import {
  type CreateTtsProvider,
  createTtsProviderSchema,
  type SpeechProviderJson,
  speechProviderSchema,
  type TestTtsProvider,
  testTtsProviderSchema,
  ttsProviderParams,
  type UpdateTtsProvider,
  updateTtsProviderSchema,
} from './speech-provider.schema';
import {
  type TtsTrialJson,
  ttsTrialSchema,
  type VoicesJson,
  voicesSchema,
} from './speech-trial.schema';
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
    summary: 'Deletes it; agents that ask others, too, go on without it.',
    params: ttsProviderParams,
    responses: {
      204: null,
      404: NOT_FOUND,
      409: 'Agents ask nobody else, whom it names, or the environment has set it.',
    },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.providers.remove(id);
  }

  @Post(':id/test')
  @ApiRoute({
    id: 'testTtsProvider',
    scope: 'admin',
    summary: 'Has it speak a short sentence, which may take a minute.',
    description: 'A server that fails is no failure of the request.',
    params: ttsProviderParams,
    body: testTtsProviderSchema,
    example: { voice: 'af_heart' },
    responses: { 200: ttsTrialSchema, 404: NOT_FOUND },
  })
  test(@Param('id') id: string, @Body() { voice }: TestTtsProvider): Promise<TtsTrialJson> {
    return this.providers.test(id, voice);
  }

  @Get(':id/models')
  @ApiRoute({
    id: 'listTtsProviderModels',
    scope: 'admin',
    summary: 'Its models, as it listed them last; asked for where it never was.',
    params: ttsProviderParams,
    query: listModelsSchema,
    responses: {
      200: modelsSchema,
      404: NOT_FOUND,
      409: 'Servers of its kind list none, or its key cannot be read.',
      502: 'It does not list them.',
    },
  })
  models(@Param('id') id: string, @Query() { refresh }: ListModels): Promise<ModelsJson> {
    return this.providers.models(id, refresh);
  }

  @Get(':id/voices')
  @ApiRoute({
    id: 'listTtsProviderVoices',
    scope: 'admin',
    summary: 'Its voices, as it listed them last; asked for where it never was.',
    params: ttsProviderParams,
    query: listModelsSchema,
    responses: {
      200: voicesSchema,
      404: NOT_FOUND,
      409: 'Its key cannot be read.',
      502: 'It does not list them.',
    },
  })
  voices(@Param('id') id: string, @Query() { refresh }: ListModels): Promise<VoicesJson> {
    return this.providers.voices(id, refresh);
  }
}
