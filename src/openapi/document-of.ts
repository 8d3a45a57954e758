import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, ModulesContainer } from '@nestjs/core';

import { version } from '../info';
import { declaredRoutes } from './declared-routes';
import { controllersIn } from './controllers-in';
import { type OpenApiDocument, openApiDocument } from './document';

/**
 * The document of an application, also of one in Nest's preview mode, of which nothing is started.
 * @throws Error when a route is not declared.
 */
export function documentOf(app: INestApplicationContext): OpenApiDocument {
  const discovery = new DiscoveryService(app.get(ModulesContainer));
  return openApiDocument(declaredRoutes(controllersIn(discovery)), version);
}
