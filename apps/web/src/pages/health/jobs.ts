import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { nextPage } from '../../server/next-page';
import { useApi } from '../../server/server-context';

export type Job = Schemas['Job'];

const PAGE_ROWS = 50;
const EVERY_MS = 10_000;

/** Background work that was given up, the newest first, page by page. */
export function failedJobsQuery(api: ApiClient) {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'failed'],
    refetchInterval: EVERY_MS,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = {
        state: 'failed' as const,
        limit: PAGE_ROWS,
        ...(cursor !== undefined && { cursor }),
      };
      const answer = await api.GET('/api/jobs', { params: { query }, signal });
      return {
        jobs: answerOf(answer),
        next: nextPage(answer.response.headers.get('link'), 'cursor'),
      };
    },
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ jobs }) => jobs),
  });
}

export function useJobActions() {
  const api = useApi();
  const queries = useQueryClient();
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['jobs'] }),
      queries.invalidateQueries({ queryKey: ['health'] }),
    ]);
  const of = (id: string) => ({ params: { path: { id } } });
  const retry = useMutation({
    mutationFn: async (id: string) => answerOf(await api.POST('/api/jobs/{id}/retry', of(id))),
    onSettled,
  });
  const drop = useMutation({
    mutationFn: async (id: string) => answerOf(await api.DELETE('/api/jobs/{id}', of(id))),
    onSettled,
  });
  return { retry, drop };
}
