import { type ApiClient, ApiRefusal, type Schemas } from '@vox/api-client';
import { queryOptions } from '@tanstack/react-query';

export type Readiness = Schemas['Readiness'];

/** Asked again this often while the page is open. */
const EVERY_MS = 10_000;

export function healthQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['health'],
    refetchInterval: EVERY_MS,
    queryFn: async ({ signal }): Promise<Readiness> => {
      const { data, error, response } = await api.GET('/health/ready', { signal });
      // 503 says which part is down: that is the answer, too.
      const told = data ?? error;
      if ('details' in told) return told;
      throw new ApiRefusal(response.status, `${response.status} ${response.statusText}`);
    },
  });
}
