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

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, linkSchema } from '../http';
import { type ListProviders, listProvidersSchema, pageOf } from './provider-page';
import {
  type CreateProvider,
  createProviderSchema,
  type ListModels,
  listModelsSchema,
  type ModelsJson,
  modelsSchema,
  type ProviderJson,
  providerParams,
  providerSchema,
  type TestProvider,
  testProviderSchema,
  type TrialJson,
  trialSchema,
  type UpdateProvider,
  updateProviderSchema,
} from './provider.schema';
import { ProvidersService } from './providers.service';

const NOT_FOUND = 'There is no such provider.';

@ApiTag('Providers')
@Controller('api/providers')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Get()
  @ApiRoute({
    id: 'listProviders',
    scope: 'admin',
    summary: 'Those of the environment first, then in the order in which they are asked.',
    query: listProvidersSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(providerSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListProviders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProviderJson[]> {
    const { page, next } = pageOf(await this.providers.list(), query, '/api/providers');
    if (next !== undefined) response.setHeader('Link', next);
    return page;
  }

  @Get(':id')
  @ApiRoute({
    id: 'getProvider',
    scope: 'admin',
    summary: 'One.',
    params: providerParams,
    responses: { 200: providerSchema, 404: NOT_FOUND },
  })
  get(@Param('id') id: string): Promise<ProviderJson> {
    return this.providers.get(id);
  }

  @Post()
  @ApiRoute({
    id: 'createProvider',
    scope: 'admin',
    summary: 'Adds one.',
    body: createProviderSchema,
    example: { name: 'Attic', kind: 'local', base_url: 'http://192.168.1.20:11434' },
    responses: { 201: providerSchema, 409: 'Another one has this name, or there are 100.' },
  })
  create(@Body() request: CreateProvider): Promise<ProviderJson> {
    return this.providers.create(request);
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateProvider',
    scope: 'admin',
    summary: 'Changes what the body names; the next turn follows it.',
    params: providerParams,
    body: updateProviderSchema,
    example: { is_enabled: false },
    responses: {
      200: providerSchema,
      404: NOT_FOUND,
      409: 'Another one has this name, or the environment has set it.',
    },
  })
  update(@Param('id') id: string, @Body() request: UpdateProvider): Promise<ProviderJson> {
    return this.providers.update(id, request);
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteProvider',
    scope: 'admin',
    summary: 'Deletes it; agents that ask others, too, go on without it.',
    params: providerParams,
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
    id: 'testProvider',
    scope: 'admin',
    summary: 'Asks it for a short answer, which may take a minute.',
    description: 'A server that fails is no failure of the request.',
    params: providerParams,
    body: testProviderSchema,
    example: { model: 'llama3.2' },
    responses: { 200: trialSchema, 404: NOT_FOUND, 409: 'Asking would run a workflow.' },
  })
  test(@Param('id') id: string, @Body() { model }: TestProvider): Promise<TrialJson> {
    return this.providers.test(id, model);
  }

  @Get(':id/models')
  @ApiRoute({
    id: 'listProviderModels',
    scope: 'admin',
    summary: 'Its models, as it listed them last; asked for where it never was.',
    params: providerParams,
    query: listModelsSchema,
    responses: {
      200: modelsSchema,
      404: NOT_FOUND,
      409: 'Its key cannot be read.',
      502: 'It does not list them.',
    },
  })
  models(@Param('id') id: string, @Query() { refresh }: ListModels): Promise<ModelsJson> {
    return this.providers.models(id, refresh);
  }
}
