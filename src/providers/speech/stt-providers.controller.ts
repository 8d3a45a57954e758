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
  type CreateSttProvider,
  createSttProviderSchema,
  type SpeechProviderJson,
  speechProviderSchema,
  sttProviderParams,
  type UpdateSttProvider,
  updateSttProviderSchema,
} from './speech-provider.schema';
import { type SttTrialJson, sttTrialSchema } from './speech-trial.schema';
import { SttProvidersService } from './stt-providers.service';

const PATH = 'api/stt-providers';
const NOT_FOUND = 'There is no such provider.';

/** Servers that hear. */
@ApiTag('Providers')
@Controller(PATH)
@UseInterceptors(DatabaseUnavailableInterceptor)
export class SttProvidersController {
  constructor(private readonly providers: SttProvidersService) {}

  @Get()
  @ApiRoute({
    id: 'listSttProviders',
    scope: 'admin',
    summary:
      'Servers that hear: those of the environment first, then in the order in which they are asked.',
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
    id: 'getSttProvider',
    scope: 'admin',
    summary: 'One.',
    params: sttProviderParams,
    responses: { 200: speechProviderSchema, 404: NOT_FOUND },
  })
  get(@Param('id') id: string): Promise<SpeechProviderJson> {
    return this.providers.get(id);
  }

  @Post()
  @ApiRoute({
    id: 'createSttProvider',
    scope: 'admin',
    summary: 'Adds one.',
    body: createSttProviderSchema,
    example: {
      name: 'Attic',
      kind: 'openai',
      base_url: 'http://192.168.1.20:8000',
      model: 'Systran/faster-whisper-small',
    },
    responses: { 201: speechProviderSchema, 409: 'Another one has this name, or there are 100.' },
  })
  create(@Body() request: CreateSttProvider): Promise<SpeechProviderJson> {
    return this.providers.create(request);
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateSttProvider',
    scope: 'admin',
    summary: 'Changes what the body names; the next utterance follows it.',
    params: sttProviderParams,
    body: updateSttProviderSchema,
    example: { is_enabled: false },
    responses: {
      200: speechProviderSchema,
      404: NOT_FOUND,
      409: 'Another one has this name, or the environment has set it.',
    },
  })
  update(@Param('id') id: string, @Body() request: UpdateSttProvider): Promise<SpeechProviderJson> {
    return this.providers.update(id, request);
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteSttProvider',
    scope: 'admin',
    summary: 'Deletes it; agents that ask others, too, go on without it.',
    params: sttProviderParams,
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
    id: 'testSttProvider',
    scope: 'admin',
    summary: 'Has it hear a short recording, which may take a minute.',
    description: 'A server that fails is no failure of the request.',
    params: sttProviderParams,
    responses: { 200: sttTrialSchema, 404: NOT_FOUND },
  })
  test(@Param('id') id: string): Promise<SttTrialJson> {
    return this.providers.test(id);
  }

  @Get(':id/models')
  @ApiRoute({
    id: 'listSttProviderModels',
    scope: 'admin',
    summary: 'Its models, as it listed them last; asked for where it never was.',
    params: sttProviderParams,
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
}
