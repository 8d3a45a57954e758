import { answerOf, type ApiClient, type BodyOf, type Schemas } from '@vox/api-client';
import { infiniteQueryOptions, useQueryClient } from '@tanstack/react-query';

import { nextPage } from '../../server/next-page';
import { useApi } from '../../server/server-context';

export type Key = Schemas['Key'];
export type MadeKey = Schemas['MadeKey'];

const PAGE_ROWS = 100;

/** Keys without what lets in, the newest first, page by page; all, or those of one user. */
export function keysQuery(api: ApiClient, userId?: string) {
  return infiniteQueryOptions({
    queryKey: ['keys', userId ?? null],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const query = {
        limit: PAGE_ROWS,
        ...(userId !== undefined && { user_id: userId }),
        ...(before !== undefined && { before }),
      };
      const answer = await api.GET('/api/keys', { params: { query }, signal });
      const rows = answerOf(answer);
      return { rows, next: nextPage(answer.response.headers.get('link'), 'before') };
    },
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}

export function useKeyRequests() {
  const api = useApi();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  return {
    create: async (body: BodyOf<'createKey'>): Promise<MadeKey> => {
      const made = answerOf(await api.POST('/api/keys', { body }));
      await refresh();
      return made;
    },
    revoke: async (id: string): Promise<void> => {
      answerOf(await api.DELETE('/api/keys/{id}', { params: { path: { id } } }));
      await refresh();
    },
  };
}
