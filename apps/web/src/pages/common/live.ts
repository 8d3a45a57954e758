import { answerOf, type ApiClient } from '@vox/api-client';
import { queryOptions } from '@tanstack/react-query';

/** A net below the events: whatever they have not told is seen after this long. */
const EVERY_MS = 15_000;

/** Who talks now, and when that was asked for (`performance.now`). */
export function liveQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['live'],
    refetchInterval: EVERY_MS,
    queryFn: async ({ signal }) => {
      const askedAtMs = performance.now();
      return { ...answerOf(await api.GET('/api/sessions/live', { signal })), askedAtMs };
    },
  });
}
