import { RequestMethod, type Type } from '@nestjs/common';
import {
  INTERCEPTORS_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/internal';
import { MetadataScanner, Reflector } from '@nestjs/core';

import {
  API_ROUTE,
  API_TAG,
  type ApiTagName,
  DatabaseUnavailableInterceptor,
  type RouteDescription,
} from '../http';
import { SCOPES, SESSION_RIGHTS } from '../identity';
import { IS_UNCOUNTED } from '../limits';

/** A route as its controller and its handler declare it. */
export type DeclaredRoute = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI has it: `/api/agents/{id}`. */
  readonly path: string;
  readonly tag: ApiTagName;
  readonly route: RouteDescription;
  /** Not counted against REQUESTS_PER_MINUTE. */
  readonly isUncounted: boolean;
  /** Answers 503 while the database is away. */
  readonly needsDatabase: boolean;
};

type Handler = (...given: unknown[]) => unknown;
type TakenPart = { readonly data?: string; readonly pipes?: readonly unknown[] };

const METHODS: Partial<Record<RequestMethod, DeclaredRoute['method']>> = {
  [RequestMethod.GET]: 'get',
  [RequestMethod.POST]: 'post',
  [RequestMethod.PUT]: 'put',
  [RequestMethod.PATCH]: 'patch',
  [RequestMethod.DELETE]: 'delete',
};

/** What a handler may take that its route has to declare: Nest's kinds of parameters (RouteParamtypes), by their numbers. */
const PARTS = { 3: 'body', 4: 'query', 5: 'params' } as const;

const scanner = new MetadataScanner();
const reflector = new Reflector();

/**
 * The routes of controllers.
 * @throws Error naming the first that is not declared, or not as its handler is.
 */
export function declaredRoutes(controllers: readonly Type[]): DeclaredRoute[] {
  return controllers.flatMap((controller) =>
    scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const handler = (controller.prototype as Record<string, Handler>)[name];
      const method = Reflect.getMetadata(METHOD_METADATA, handler as Handler) as
        RequestMethod | undefined;
      return handler === undefined || method === undefined
        ? []
        : routesOf(controller, handler, method);
    }),
  );
}

function routesOf(controller: Type, handler: Handler, requestMethod: RequestMethod) {
  const where = `${controller.name}.${handler.name}`;
  const route = reflector.get<RouteDescription | undefined>(API_ROUTE, handler);
  const tag = reflector.get<ApiTagName | undefined>(API_TAG, controller);
  const method = METHODS[requestMethod];
  if (route === undefined) throw new Error(`${where} has no @ApiRoute: ${HOW_TO}`);
  if (tag === undefined) throw new Error(`${controller.name} has no @ApiTag: ${HOW_TO}`);
  if (method === undefined) throw new Error(`${where} is of a method that no document shows`);
  assertParts(where, route, controller, handler.name);
  const targets = [handler, controller];
  const interceptors = targets.flatMap(
    (target) => (Reflect.getMetadata(INTERCEPTORS_METADATA, target) as unknown[] | undefined) ?? [],
  );
  const has = (key: symbol) => reflector.getAllAndOverride<true | undefined>(key, targets) === true;
  const declared = {
    method,
    tag,
    route,
    isUncounted: has(IS_UNCOUNTED),
    needsDatabase: interceptors.includes(DatabaseUnavailableInterceptor),
  };
  return pathsOf(controller).flatMap((prefix) =>
    pathsOf(handler).map((path) => {
      const whole = { ...declared, path: joined(prefix, path) };
      assertDoor(where, whole);
      return whole;
    }),
  );
}

const HOW_TO = 'see docs/recipes/add-a-route.md';

const SESSION_PATH = /\/sessions\/\{(\w+)\}/u;

/** Who may come in is said of each route, and of each one below a session, which session that is. */
function assertDoor(
  where: string,
  { path, method, route }: Pick<DeclaredRoute, 'path' | 'method' | 'route'>,
): void {
  const scopes: readonly string[] = [...SCOPES, 'known', 'public'];
  if (!scopes.includes(route.scope)) throw new Error(`${where} has no scope: ${HOW_TO}`);
  const session = SESSION_PATH.exec(path)?.[1];
  if (session !== route.session?.param) {
    throw new Error(`${where} does not say which session it is about, or names none: ${HOW_TO}`);
  }
  if (session === undefined || route.session === undefined) return;
  if (!SESSION_RIGHTS.includes(route.session.right)) {
    throw new Error(`${where} does not say which right to the session it needs: ${HOW_TO}`);
  }
  if (route.session.right === 'know' && method !== 'get' && route.scope !== 'read') {
    throw new Error(`${where} lets whoever knows of a session change it: ${HOW_TO}`);
  }
  if (!(session in (route.params?.shape ?? {}))) {
    throw new Error(`${where} takes a parameter that is not declared: ${session}`);
  }
  if (route.scope === 'public') throw new Error(`${where} shows a session to everybody`);
}

/** What a handler takes is validated with what its route declares, and only with that. */
function assertParts(where: string, route: RouteDescription, controller: Type, name: string): void {
  const taken = new Set<string>();
  const parts = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    TakenPart
  >;
  for (const [key, { data, pipes = [] }] of Object.entries(parts)) {
    const part = (PARTS as Record<string, keyof RouteDescription>)[key.split(':')[0] ?? ''];
    if (part === undefined) continue;
    taken.add(part);
    if (pipes.length > 0) throw new Error(`${where} validates its ${part} itself: ${HOW_TO}`);
    if (route[part] === undefined) throw new Error(`${where} takes a ${part} that is not declared`);
    if (part === 'params' && data !== undefined && !(data in (route.params?.shape ?? {}))) {
      throw new Error(`${where} takes a parameter that is not declared: ${data}`);
    }
    if (part !== 'params' && data !== undefined) {
      throw new Error(`${where} takes a field of its ${part}: take all of it`);
    }
  }
  for (const part of Object.values(PARTS)) {
    if (route[part] === undefined || taken.has(part)) continue;
    throw new Error(`${where} declares a ${part} that it does not take`);
  }
}

function pathsOf(target: Type | Handler): string[] {
  return [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();
}

function joined(...parts: readonly string[]): string {
  const names = parts.flatMap((part) => part.split('/')).filter((name) => name !== '');
  return `/${names.map((name) => name.replace(/^:(.+)$/u, '{$1}')).join('/')}`;
}
