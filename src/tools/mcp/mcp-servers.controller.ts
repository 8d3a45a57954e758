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
import { type TestTool, testToolSchema, type ToolTrialJson, toolTrialSchema } from '../tool-trial';
import {
  type CreateMcpServer,
  createMcpServerSchema,
  type ListMcpServers,
  listMcpServersSchema,
  type McpServerJson,
  mcpServerParams,
  mcpServerSchema,
  mcpServerToolParams,
  type McpToolJson,
  mcpToolSchema,
  type McpTrialJson,
  mcpTrialSchema,
  type UpdateMcpServer,
  updateMcpServerSchema,
} from './mcp-server.schema';
import { McpServersService } from './mcp-servers.service';

const PATH = 'api/mcp-servers';
const NOT_FOUND = 'There is no such server.';
const CONFIGURED = 'The configuration has it.';

/** Servers of tools that speak the Model Context Protocol. */
@ApiTag('Tools')
@Controller(PATH)
@UseInterceptors(DatabaseUnavailableInterceptor)
export class McpServersController {
  constructor(private readonly servers: McpServersService) {}

  @Get()
  @ApiRoute({
    id: 'listMcpServers',
    scope: 'admin',
    summary: 'Servers of tools that speak the Model Context Protocol, by name.',
    query: listMcpServersSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(mcpServerSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListMcpServers,
    @Res({ passthrough: true }) response: Response,
  ): Promise<McpServerJson[]> {
    const { page, next } = await this.servers.list(query);
    if (next !== undefined) {
      response.setHeader('Link', `</${PATH}?limit=${query.limit}&after=${next}>; rel="next"`);
    }
    return page;
  }

  @Get(':id')
  @ApiRoute({
    id: 'getMcpServer',
    scope: 'admin',
    summary: 'One.',
    params: mcpServerParams,
    responses: { 200: mcpServerSchema, 404: NOT_FOUND },
  })
  get(@Param('id') id: string): Promise<McpServerJson> {
    return this.servers.get(id);
  }

  @Get(':id/tools')
  @ApiRoute({
    id: 'listMcpServerTools',
    scope: 'admin',
    summary: 'Its tools as it listed them last, by the names that agents use.',
    params: mcpServerParams,
    responses: { 200: z.array(mcpToolSchema), 404: NOT_FOUND },
  })
  tools(@Param('id') id: string): Promise<McpToolJson[]> {
    return this.servers.tools(id);
  }

  @Post()
  @ApiRoute({
    id: 'createMcpServer',
    scope: 'admin',
    summary: 'Adds one that is asked by HTTP.',
    description:
      'It is connected to at once, and answered when that has succeeded or failed: `status` says which. The newest revision of the protocol that both speak is used, the stateless one of 2026-07-28 included.',
    body: createMcpServerSchema,
    example: {
      name: 'shop',
      url: 'https://shop.example/mcp',
      secret_headers: { Authorization: 'Bearer token' },
    },
    responses: { 201: mcpServerSchema, 409: 'Another one has this name, or there are 50.' },
  })
  create(@Body() request: CreateMcpServer): Promise<McpServerJson> {
    return this.servers.create(request);
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateMcpServer',
    scope: 'admin',
    summary: 'Changes what the body names; the next turn follows it.',
    params: mcpServerParams,
    body: updateMcpServerSchema,
    example: { tool_settings: { send_parcel: { kind: 'background' } } },
    responses: {
      200: mcpServerSchema,
      404: NOT_FOUND,
      409: 'Another one has this name, or the configuration has it.',
    },
  })
  update(@Param('id') id: string, @Body() request: UpdateMcpServer): Promise<McpServerJson> {
    return this.servers.update(id, request);
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteMcpServer',
    scope: 'admin',
    summary: 'Deletes it; agents that name its tools go on without them.',
    params: mcpServerParams,
    responses: { 204: null, 404: NOT_FOUND, 409: CONFIGURED },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.servers.remove(id);
  }

  @Post(':id/test')
  @ApiRoute({
    id: 'testMcpServer',
    scope: 'admin',
    summary: 'Connects to it anew and asks for its tools.',
    description: 'Nothing is called, and a server that fails is no failure of the request.',
    params: mcpServerParams,
    responses: { 200: mcpTrialSchema, 404: NOT_FOUND },
  })
  test(@Param('id') id: string): Promise<McpTrialJson> {
    return this.servers.test(id);
  }

  @Post(':id/tools/:tool/test')
  @ApiRoute({
    id: 'testMcpServerTool',
    scope: 'admin',
    summary: 'Calls one of its tools, and tells what a model would be given.',
    description:
      'What it changes is changed. It is called in nobody’s name, and a server that fails is no failure of the request.',
    params: mcpServerToolParams,
    body: testToolSchema,
    example: { arguments: { query: 'tea' } },
    responses: { 200: toolTrialSchema, 404: 'There is no such server, or it has no such tool.' },
  })
  testTool(
    @Param('id') id: string,
    @Param('tool') tool: string,
    @Body() request: TestTool,
  ): Promise<ToolTrialJson> {
    return this.servers.testTool(id, tool, request.arguments);
  }
}
