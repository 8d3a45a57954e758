import createClient, { type Client } from 'openapi-fetch';

import type { components, operations, paths } from './openapi';

/** What requests and answers are made of, by the names that docs/rest.md has. */
export type Schemas = components['schemas'];

type WithBody = {
  [Id in keyof operations]: operations[Id] extends {
    requestBody: { content: { 'application/json': unknown } };
  }
    ? Id
    : never;
}[keyof operations];

/** What a route takes, by its operation id: `BodyOf<'updateAgent'>`. */
export type BodyOf<Id extends WithBody> =
  operations[Id]['requestBody']['content']['application/json'];

/**
 * A server's HTTP interface: `api.GET('/api/agents/{id}', { params: { path: { id } } })`. Paths, parameters, bodies and
 * answers are those of `/api/openapi.json`, so that what a route no longer takes or gives does not compile.
 *
 * Gives `{ data, response }`, or `{ error, response }` with a problem (RFC 9457); `answerOf` makes one of it. Rejects when
 * the server is not there or answers something else than it says. `signal` among the options cancels.
 */
export type ApiClient = Client<paths>;

/** @param baseUrl where `/api` is below, with or without a slash at its end: `http://127.0.0.1:4900`. */
export function createApiClient(baseUrl: string, options: { apiKey?: string } = {}): ApiClient {
  const { apiKey } = options;
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  return createClient<paths>({ baseUrl, headers });
}
