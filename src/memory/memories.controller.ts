import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Put,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor } from '../http';
import { Caller, type Identity } from '../identity';
import { MemoriesService } from './memories.service';
import {
  type EditMemory,
  editMemorySchema,
  type ListMemories,
  listMemoriesSchema,
  type MemoryJson,
  memoryParams,
  memorySchema,
  type MemorySettings,
  memorySettingsSchema,
  setMemorySettingsSchema,
  toMemoryJson,
  userParams,
} from './memory.schema';

const NO_USER = 'There is no such user, or it is somebody else.';
const NO_FACT = 'There is no such fact of theirs.';

/** What agents remember of a user beyond a conversation. */
@ApiTag('Memory')
@Controller('api/users/:id')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class MemoriesController {
  constructor(private readonly memories: MemoriesService) {}

  @Get('memory')
  @ApiRoute({
    id: 'getMemorySettings',
    scope: 'read',
    keysOnly: true,
    summary: 'Whether agents may remember what this user says.',
    params: userParams,
    responses: { 200: memorySettingsSchema, 404: NO_USER },
  })
  settings(@Caller() caller: Identity, @Param('id') id: string): Promise<MemorySettings> {
    return this.memories.settings(caller, id);
  }

  @Put('memory')
  @ApiRoute({
    id: 'setMemorySettings',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary:
      'Allows it, or takes that back: nothing more is remembered or told to a model. What is remembered stays until it is deleted.',
    params: userParams,
    body: setMemorySettingsSchema,
    example: { enabled: true },
    responses: { 200: memorySettingsSchema, 404: NO_USER },
  })
  async set(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Body() request: MemorySettings,
  ): Promise<MemorySettings> {
    await this.memories.set(caller, id, request);
    return request;
  }

  @Get('memories')
  @ApiRoute({
    id: 'listMemories',
    scope: 'read',
    keysOnly: true,
    summary:
      'What is remembered, the newest first; the last row’s `cursor` leads to the next page.',
    params: userParams,
    query: listMemoriesSchema,
    responses: { 200: z.array(memorySchema), 404: NO_USER },
  })
  async list(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Query() query: ListMemories,
  ): Promise<MemoryJson[]> {
    return (await this.memories.page(caller, id, query)).map(toMemoryJson);
  }

  @Delete('memories')
  @ApiRoute({
    id: 'deleteMemories',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Forgets all of it.',
    params: userParams,
    responses: { 204: null, 404: NO_USER },
  })
  removeAll(@Caller() caller: Identity, @Param('id') id: string): Promise<void> {
    return this.memories.removeAll(caller, id);
  }

  @Patch('memories/:memory')
  @ApiRoute({
    id: 'editMemory',
    scope: 'talk',
    keysOnly: true,
    summary: 'Puts a fact right.',
    params: memoryParams,
    body: editMemorySchema,
    example: { fact: 'Ann is allergic to nuts.' },
    responses: { 200: memorySchema, 404: NO_FACT, 409: 'That is remembered already.' },
  })
  async edit(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('memory') memory: string,
    @Body() request: EditMemory,
  ): Promise<MemoryJson> {
    return toMemoryJson(await this.memories.edit(caller, id, memory, request));
  }

  @Delete('memories/:memory')
  @ApiRoute({
    id: 'deleteMemory',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Forgets one fact.',
    params: memoryParams,
    responses: { 204: null, 404: NO_FACT },
  })
  remove(
    @Caller() caller: Identity,
    @Param('id') id: string,
    @Param('memory') memory: string,
  ): Promise<void> {
    return this.memories.remove(caller, id, memory);
  }
}
