import { answerOf, type ApiClient, type BodyOf, type Schemas } from '@vox/api-client';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';

import { nextPage } from '../../server/next-page';
import { useApi } from '../../server/server-context';

export type Person = Schemas['User'];

type Body = Readonly<Record<string, unknown>>;

const PAGE_ROWS = 100;
/** What somebody is called changes seldom. */
const NAME_FRESH_MS = 60_000;

/** Everybody with an account, the newest first, page by page. */
export function peopleQuery(api: ApiClient) {
  return infiniteQueryOptions({
    queryKey: ['people'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const query = { limit: PAGE_ROWS, ...(before !== undefined && { before }) };
      const answer = await api.GET('/api/users', { params: { query }, signal });
      const rows = answerOf(answer);
      return { rows, next: nextPage(answer.response.headers.get('link'), 'before') };
    },
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}

export function personQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['person', id],
    staleTime: NAME_FRESH_MS,
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/users/{id}', { params: { path: { id } }, signal })),
  });
}

/** What admins do with accounts. */
export function usePersonRequests() {
  const api = useApi();
  const queries = useQueryClient();
  return {
    save: async (id: string | null, body: Body): Promise<Person> => {
      const saved = answerOf(
        id === null
          ? await api.POST('/api/users', { body: body as BodyOf<'createUser'> })
          : await api.PATCH('/api/users/{id}', { params: { path: { id } }, body }),
      );
      queries.setQueryData(['person', saved.id], saved);
      await queries.invalidateQueries({ queryKey: ['people'] });
      return saved;
    },
    remove: async (id: string): Promise<void> => {
      answerOf(await api.DELETE('/api/users/{id}', { params: { path: { id } } }));
      await queries.invalidateQueries({ queryKey: ['people'] });
    },
  };
}
