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
  type CreateTool,
  createToolSchema,
  type ListTools,
  listToolsSchema,
  type ToolJson,
  toolParams,
  toolSchema,
  type UpdateTool,
  updateToolSchema,
} from './http-tool.schema';
import { HttpToolsService } from './http-tools.service';

const PATH = 'api/tools';
const NOT_FOUND = 'There is no such tool.';
const BUILT_IN = 'It comes with the server.';

/** What agents may call. */
@ApiTag('Tools')
@Controller(PATH)
@UseInterceptors(DatabaseUnavailableInterceptor)
export class ToolsController {
  constructor(private readonly tools: HttpToolsService) {}

  @Get()
  @ApiRoute({
    id: 'listTools',
    scope: 'admin',
    summary: 'Tools: the built-in ones first, then by name.',
    query: listToolsSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(toolSchema) },
        headers: { link: linkSchema },
      },
    },
  })
  async list(
    @Query() query: ListTools,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ToolJson[]> {
    const { page, next } = await this.tools.list(query);
    if (next !== undefined) {
      response.setHeader('Link', `</${PATH}?limit=${query.limit}&after=${next}>; rel="next"`);
    }
    return page;
  }

  @Get(':id')
  @ApiRoute({
    id: 'getTool',
    scope: 'admin',
    summary: 'One.',
    params: toolParams,
    responses: { 200: toolSchema, 404: NOT_FOUND },
  })
  get(@Param('id') id: string): Promise<ToolJson> {
    return this.tools.get(id);
  }

  @Post()
  @ApiRoute({
    id: 'createTool',
    scope: 'admin',
    summary: 'Adds one that asks a server by HTTP.',
    body: createToolSchema,
    example: {
      name: 'look_up_order',
      description: 'Looks up an order by its number. Call it when the user asks where it is.',
      parameters: {
        type: 'object',
        properties: { order_id: { type: 'string' } },
        required: ['order_id'],
        additionalProperties: false,
      },
      url: 'https://shop.example/orders/{order_id}',
      secret_headers: { Authorization: 'Bearer token' },
      response_path: 'order.status',
    },
    responses: { 201: toolSchema, 409: 'Another one has this name, or there are 200.' },
  })
  create(@Body() request: CreateTool): Promise<ToolJson> {
    return this.tools.create(request);
  }

  @Put(':id')
  @ApiRoute({
    id: 'updateTool',
    scope: 'admin',
    summary: 'Changes what the body names; the next turn follows it.',
    params: toolParams,
    body: updateToolSchema,
    example: { timeout_ms: 5000 },
    responses: {
      200: toolSchema,
      404: NOT_FOUND,
      409: 'Another one has this name, or it comes with the server.',
    },
  })
  update(@Param('id') id: string, @Body() request: UpdateTool): Promise<ToolJson> {
    return this.tools.update(id, request);
  }

  @Delete(':id')
  @ApiRoute({
    id: 'deleteTool',
    scope: 'admin',
    summary: 'Deletes it; agents that name it go on without it.',
    params: toolParams,
    responses: { 204: null, 404: NOT_FOUND, 409: BUILT_IN },
  })
  async remove(@Param('id') id: string): Promise<void> {
    await this.tools.remove(id);
  }

  @Post(':id/test')
  @ApiRoute({
    id: 'testTool',
    scope: 'admin',
    summary: 'Calls it with these arguments, and tells what a model would be given.',
    description:
      'What it changes is changed. It is called in nobody’s name, and a server that fails is no failure of the request.',
    params: toolParams,
    body: testToolSchema,
    example: { arguments: { order_id: '42' } },
    responses: { 200: toolTrialSchema, 404: NOT_FOUND, 409: BUILT_IN },
  })
  test(@Param('id') id: string, @Body() request: TestTool): Promise<ToolTrialJson> {
    return this.tools.test(id, request.arguments);
  }
}
