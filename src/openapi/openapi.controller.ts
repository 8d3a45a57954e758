import { Controller, Get, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { ApiRoute, ApiTag } from '../http';
import { version } from '../info';
import { controllersIn } from './controllers-in';
import { declaredRoutes } from './declared-routes';
import { type OpenApiDocument, openApiDocument } from './document';

/** The description of this HTTP interface. Public: it says what can be asked, and holds nothing of what is stored. */
@ApiTag('Server')
@Controller('api/openapi.json')
export class OpenApiController implements OnApplicationBootstrap {
  #document: OpenApiDocument | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error when a route is not declared: a server without a whole description does not start. */
  onApplicationBootstrap(): void {
    this.#document = openApiDocument(declaredRoutes(controllersIn(this.discovery)), version);
  }

  @Get()
  @ApiRoute({
    id: 'getOpenApi',
    scope: 'public',
    summary: 'This description: OpenAPI 3.1.',
    responses: { 200: z.record(text(), z.unknown()) },
  })
  document(): Record<string, unknown> {
    if (this.#document === undefined) throw new Error('Asked before the start was over');
    return { ...this.#document };
  }
}
