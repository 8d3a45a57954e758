import {
  Body,
  Controller,
  Delete,
  Get,
  HttpException,
  NotFoundException,
  Param,
  Post,
  Put,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { type CreateProvider, ProvidersService, type UpdateProvider } from '../providers';
import {
  legacyCreateProviderSchema,
  legacyModelsSchema,
  legacyProviderSchema,
  legacyTestSchema,
  legacyUpdateProviderSchema,
  toLegacyProvider,
} from './legacy-provider.schema';

const NOT_FOUND = 'There is no such provider.';

/** Servers of language models as VoxBridge 1's settings page asked for them: those that people add (`/api/providers`). */
@ApiTag('VoxBridge 1')
@Controller('api/settings/llm-providers')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class LegacyProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Get()
  @ApiRoute({
    id: 'listLegacyProviders',
    scope: 'admin',
    summary: 'Those that were added, the oldest first; 100 at most.',
    responses: { 200: z.array(legacyProviderSchema) },
  })
  async list() {
    const providers = (await this.providers.list()).filter((provider) => !provider.read_only);
    return providers
      .map(toLegacyProvider)
      .toSorted((one, other) => one.created_at.localeCompare(other.created_at));
  }

  @Get(':id')
  @ApiRoute({
    id: 'getLegacyProvider',
    scope: 'admin',
    summary: 'One.',
    params: idParams,
    responses: { 200: legacyProviderSchema, 404: NOT_FOUND },
  })
  async get(@Param('id') id: string) {
    return toLegacyProvider(await this.providers.get(id));
  }

  @Post()
  @ApiRoute({
    id: 'createLegacyProvider',
    scope: 'admin',
    summary: 'Adds one.',
    body: legacyCreateProviderSchema,
    example: { name: 'Cellar', base_url: 'http://192.168.1.20:11434/v1', provider_type: 'ollama' },
    responses: { 201: legacyProviderSchema, 409: 'Another one has this name, or there are 100.' },
  })
  async create(@Body() request: CreateProvider) {
    return toLegacyProvider(await this.providers.create(request));
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateLegacyProvider',
    scope: 'admin',
    summary: 'Changes what the body names and is not null.',
    params: idParams,
    body: legacyUpdateProviderSchema,
    example: { is_active: false },
    responses: { 200: legacyProviderSchema, 404: NOT_FOUND, 409: 'Another one has this name.' },
  })
  async update(@Param('id') id: string, @Body() request: UpdateProvider) {
    return toLegacyProvider(await this.providers.update(id, request));
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteLegacyProvider',
    scope: 'admin',
    summary: 'Deletes it.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND, 409: 'Agents ask nobody else, whom it names.' },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.providers.remove(id);
  }

  @Post(':id/test')
  @ApiRoute({
    id: 'testLegacyProvider',
    scope: 'admin',
    summary: 'Whether it lists its models now.',
    params: idParams,
    responses: { 200: legacyTestSchema, 404: NOT_FOUND },
  })
  async test(@Param('id') id: string) {
    const startedAtMs = performance.now();
    const listed = await this.#list(id);
    const response_time_ms = Math.round(performance.now() - startedAtMs);
    if ('error' in listed) return { success: false as const, ...listed, response_time_ms };
    return { success: true as const, models_count: listed.models.length, response_time_ms };
  }

  @Post(':id/fetch-models')
  @ApiRoute({
    id: 'fetchLegacyProviderModels',
    scope: 'admin',
    summary: 'Asks it for its models, which it is shown with from then on.',
    params: idParams,
    responses: { 200: legacyModelsSchema, 404: NOT_FOUND },
  })
  async fetchModels(@Param('id') id: string) {
    const listed = await this.#list(id);
    if ('error' in listed) return { success: false as const, ...listed };
    return { success: true as const, models_count: listed.models.length, models: listed.models };
  }

  /** A server that does not list them is no failure of the request. */
  async #list(id: string): Promise<{ readonly models: string[] } | { readonly error: string }> {
    try {
      return await this.providers.models(id, true);
    } catch (error) {
      if (!(error instanceof HttpException) || error instanceof NotFoundException) throw error;
      return { error: error.message };
    }
  }
}
