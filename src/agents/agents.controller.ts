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

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams, linkSchema } from '../http';
import { linkToNext, type ListAgents, listAgentsSchema } from './agent-page';
import {
  type AgentJson,
  agentSchema,
  type CreateAgent,
  createAgentSchema,
  type DuplicateAgent,
  duplicateAgentSchema,
  toAgentJson,
  type UpdateAgent,
  updateAgentSchema,
} from './agent.schema';
import { AgentsService } from './agents.service';

const NOT_FOUND = 'There is no such agent.';

@ApiTag('Agents')
@Controller('api/agents')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  @Get()
  @ApiRoute({
    id: 'listAgents',
    scope: 'read',
    keysOnly: true,
    summary: 'The default one first, then by name.',
    query: listAgentsSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(agentSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListAgents,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AgentJson[]> {
    const { agents, next } = await this.agents.page(query);
    if (next !== undefined) response.setHeader('Link', linkToNext(next, query.limit));
    return agents.map(toAgentJson);
  }

  @Get(':id')
  @ApiRoute({
    id: 'getAgent',
    scope: 'read',
    keysOnly: true,
    summary: 'One.',
    params: idParams,
    responses: { 200: agentSchema, 404: NOT_FOUND },
  })
  async get(@Param('id') id: string): Promise<AgentJson> {
    return toAgentJson(await this.agents.get(id));
  }

  @Post()
  @ApiRoute({
    id: 'createAgent',
    scope: 'admin',
    summary: 'Makes one.',
    body: createAgentSchema,
    example: { name: 'Ada', system_prompt: 'You are Ada, brief and kind.', temperature: 0.4 },
    responses: {
      201: agentSchema,
      409: 'Another agent has this name, there are MAX_AGENTS, or it is the default one and not active.',
    },
  })
  async create(@Body() request: CreateAgent): Promise<AgentJson> {
    return toAgentJson(await this.agents.create(request));
  }

  @Post(':id/duplicate')
  @ApiRoute({
    id: 'duplicateAgent',
    scope: 'admin',
    summary: 'Makes another one like it.',
    description:
      'Its webhook is called with the same n8n_auth. It is not the default one, and has no bot of its own: a token is of one agent alone.',
    params: idParams,
    body: duplicateAgentSchema,
    example: { name: 'Ada, brief' },
    responses: {
      201: agentSchema,
      404: NOT_FOUND,
      409: 'Another agent has this name, or there are MAX_AGENTS.',
    },
  })
  async duplicate(@Param('id') id: string, @Body() { name }: DuplicateAgent): Promise<AgentJson> {
    return toAgentJson(await this.agents.duplicate(id, name));
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateAgent',
    scope: 'admin',
    summary: 'Changes what the body names; the next turn follows it.',
    params: idParams,
    body: updateAgentSchema,
    example: { tts_rate: 1.1, discord: { mode: 'room', answers: 'addressed' } },
    responses: {
      200: agentSchema,
      404: NOT_FOUND,
      409: 'Another agent has this name, or it is the default one, which is active.',
    },
  })
  async update(@Param('id') id: string, @Body() request: UpdateAgent): Promise<AgentJson> {
    return toAgentJson(await this.agents.update(id, request));
  }

  @Put(':id/set-default')
  @ApiRoute({
    id: 'setDefaultAgent',
    scope: 'admin',
    summary: 'Who answers where none is named.',
    params: idParams,
    responses: { 200: agentSchema, 404: NOT_FOUND, 409: 'It is not active.' },
  })
  async setDefault(@Param('id') id: string): Promise<AgentJson> {
    return toAgentJson(await this.agents.setDefault(id));
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteAgent',
    scope: 'admin',
    summary: 'Deletes it; its sessions go on with the default agent, which stays.',
    params: idParams,
    responses: { 204: null, 404: NOT_FOUND, 409: 'It is the default one.' },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.agents.remove(id);
  }
}
