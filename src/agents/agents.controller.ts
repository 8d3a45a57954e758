import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';

import { DatabaseUnavailableInterceptor, ZodValidationPipe } from '../http';
import { linkToNext, type ListAgents, listAgentsSchema } from './agent-page';
import {
  type AgentJson,
  type CreateAgent,
  createAgentSchema,
  toAgentJson,
  type UpdateAgent,
  updateAgentSchema,
} from './agent.schema';
import { AgentsService } from './agents.service';

const agentId = new ZodValidationPipe(z.uuid(), 'id');

@Controller('api/agents')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  /** A page; `Link: <…>; rel="next"` leads to the one after it, where there is one. */
  @Get()
  async list(
    @Query(new ZodValidationPipe(listAgentsSchema, 'query')) query: ListAgents,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AgentJson[]> {
    const { agents, next } = await this.agents.page(query);
    if (next !== undefined) response.setHeader('Link', linkToNext(next, query.limit));
    return agents.map(toAgentJson);
  }

  @Get(':id')
  async get(@Param('id', agentId) id: string): Promise<AgentJson> {
    return toAgentJson(await this.agents.get(id));
  }

  @Post()
  async create(
    @Body(new ZodValidationPipe(createAgentSchema)) request: CreateAgent,
  ): Promise<AgentJson> {
    return toAgentJson(await this.agents.create(request));
  }

  @Put(':id')
  async update(
    @Param('id', agentId) id: string,
    @Body(new ZodValidationPipe(updateAgentSchema)) request: UpdateAgent,
  ): Promise<AgentJson> {
    return toAgentJson(await this.agents.update(id, request));
  }

  @Put(':id/set-default')
  async setDefault(@Param('id', agentId) id: string): Promise<AgentJson> {
    return toAgentJson(await this.agents.setDefault(id));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', agentId) id: string): Promise<void> {
    await this.agents.remove(id);
  }
}
