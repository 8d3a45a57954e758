import { STATUS_CODES } from 'node:http';

import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';

import {
  apiTags,
  type Content,
  type DescribedResponse,
  PROBLEM_TYPE,
  type ProblemName,
  problemSchema,
  problemTypes,
  problemUri,
  type RouteResponse,
} from '../http';
import type { DeclaredRoute } from './declared-routes';

const CREDENTIALS =
  'VOXBRIDGE_API_KEY, or a key with the scope (`known`: any). Pages of the server send the cookie of who is logged in instead.';

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** What any route may answer that meets the condition; a route's own words come first. */
const PROBLEMS: readonly (readonly [
  status: number,
  when: string,
  applies: (declared: DeclaredRoute) => boolean,
])[] = [
  [
    400,
    'Something in the request is wrong; `field` names it.',
    ({ route: { params, query, body, reads } }) =>
      [params, query, body, reads].some((part) => part !== undefined),
  ],
  [401, 'The key is missing or wrong, has expired or was revoked.', isClosed],
  [
    403,
    'A page of another site asks (ALLOWED_ORIGINS), or by a name that is not ours (ALLOWED_HOSTS).',
    (declared) => !isClosed(declared),
  ],
  [
    403,
    'The key has not the scope; or a page of another site asks (ALLOWED_ORIGINS), or by a name that is not ours (ALLOWED_HOSTS).',
    isClosed,
  ],
  [413, 'The body is too large.', takesBody],
  [415, 'The body is of another type or encoding.', takesBody],
  [
    429,
    'Too many requests (REQUESTS_PER_MINUTE), or wrong keys; `Retry-After` says for how many seconds.',
    (declared) => !declared.isUncounted || isClosed(declared),
  ],
  [500, 'The server failed; its log says how.', () => true],
  [
    503,
    'The database does not answer: try again.',
    (declared) => declared.needsDatabase || isClosed(declared),
  ],
];

/**
 * The OpenAPI 3.1 document of routes.
 * @throws Error when two routes have an id or a path in common.
 */
export function openApiDocument(
  routes: readonly DeclaredRoute[],
  version: string,
): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  const ids = new Set<string>();
  for (const declared of [...routes].sort(inOrder)) {
    const { path, method, route } = declared;
    if (ids.has(route.id)) throw new Error(`Two routes have the id ${route.id}`);
    ids.add(route.id);
    const methods = (paths[path] ??= {});
    if (method in methods) throw new Error(`Two routes are ${method} ${path}`);
    methods[method] = operationOf(declared);
  }
  return createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'VoxBridge',
        version,
        description:
          'Agents, conversations and speech over HTTP. The sockets, `/ws/voice` and `/ws/webrtc`, are described in docs/protocol.md.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(apiTags).map(([name, description]) => ({ name, description })),
      paths,
      'x-problem-types': (Object.keys(problemTypes) as ProblemName[]).map((name) => ({
        type: problemUri(name),
        ...problemTypes[name],
      })),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: CREDENTIALS },
          apiKey: {
            type: 'apiKey',
            in: 'header',
            name: 'X-API-Key',
            description: `${CREDENTIALS} \`?api_key=\` where no header can be sent.`,
          },
        },
      },
    },
    // What only code can tell says of itself what it is like (`.meta`).
    { override: shown, allowEmptySchema: { custom: true } },
  );
}

/** An answer may hold more one day: clients that were generated from this document take it. */
function shown({ jsonSchema, io }: Parameters<ZodOpenApiOverride>[0]): void {
  // Zod says so of every whole number, and it says nothing.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (io === 'output' && jsonSchema.additionalProperties === false) {
    delete jsonSchema.additionalProperties;
  }
}

/** By heading, as they are listed; else as they were declared. */
function inOrder(one: DeclaredRoute, other: DeclaredRoute): number {
  const names = Object.keys(apiTags);
  return names.indexOf(one.tag) - names.indexOf(other.tag);
}

function operationOf(declared: DeclaredRoute): ZodOpenApiOperationObject {
  const { tag, route } = declared;
  const { id, summary, description, params, query, example } = route;
  const content: Content | undefined =
    route.body === undefined ? route.reads : { 'application/json': route.body };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: securityOf(declared),
    ...(route.keysOnly === true ? { 'x-keys-only': true } : {}),
    ...(route.session === undefined ? {} : { 'x-session-right': route.session.right }),
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query: query as z.ZodObject }),
    },
    ...(content === undefined
      ? {}
      : {
          requestBody: {
            required: !(route.body?.safeParse(undefined).success ?? false),
            content: contentOf(content, example),
          },
        }),
    responses: responsesOf(declared),
  };
}

function responsesOf(declared: DeclaredRoute): ZodOpenApiResponsesObject {
  const responses: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, response] of Object.entries(declared.route.responses)) {
    responses[status] = responseOf(Number(status), response);
  }
  for (const [status, when, applies] of PROBLEMS) {
    if (!applies(declared)) continue;
    const own = declared.route.responses[status];
    // A route that answers this status with something of its own has said all.
    if (own !== undefined && typeof own !== 'string') continue;
    responses[String(status)] = problemResponse(own === undefined ? when : `${own} ${when}`);
  }
  return responses;
}

function responseOf(status: number, given: RouteResponse): ZodOpenApiResponseObject {
  if (typeof given === 'string') return problemResponse(given);
  const description = STATUS_CODES[status] ?? 'Answered';
  if (given === null) return { description };
  if (given instanceof z.ZodType) {
    return { description, content: contentOf({ 'application/json': given }) };
  }
  const { content, headers, description: own = description }: DescribedResponse = given;
  return {
    description: own,
    ...(content === undefined ? {} : { content: contentOf(content) }),
    ...(headers === undefined ? {} : { headers: z.object(headers) }),
  };
}

function problemResponse(description: string): ZodOpenApiResponseObject {
  return { description, content: { [PROBLEM_TYPE]: { schema: problemSchema } } };
}

function contentOf(content: Content, example?: unknown): ZodOpenApiContentObject {
  return Object.fromEntries(
    Object.entries(content).map(([type, shown]) => [
      type,
      {
        // Bytes have no schema in JSON's terms: an empty one stands for them (OpenAPI 3.1, §4.8.14.2).
        schema: typeof shown === 'string' ? { description: shown } : shown,
        ...(example === undefined ? {} : { example }),
      },
    ]),
  );
}

/** OpenAPI 3.1 §4.8.30: for what is no OAuth the list has the roles that are needed. */
function securityOf({ route: { scope } }: DeclaredRoute): Record<string, string[]>[] {
  return scope === 'public' ? [] : [{ bearer: [scope] }, { apiKey: [scope] }];
}

function isClosed({ route }: DeclaredRoute): boolean {
  return route.scope !== 'public';
}

function takesBody({ route }: DeclaredRoute): boolean {
  return route.body !== undefined || route.reads !== undefined;
}
