import { type ApiClient, createApiClient } from '@vox/api-client';

import type { Access } from './access';

/** The server's HTTP interface, asked with the key of the moment. A refusal for want of one is told to `access`. */
export function openApi(baseUrl: string, access: Access): ApiClient {
  // The page may lie below a path of a reverse proxy, and so does the interface then.
  const api = createApiClient(new URL('.', baseUrl).href);
  const asked = new WeakMap<Request, string | null>();
  api.use({
    onRequest({ request }) {
      const { apiKey } = access;
      asked.set(request, apiKey);
      if (apiKey !== null) request.headers.set('authorization', `Bearer ${apiKey}`);
      return request;
    },
    onResponse({ request, response }) {
      if (response.status === 401) access.refused(asked.get(request) ?? null);
    },
  });
  return api;
}
