import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';

export type Memory = Schemas['Memory'];

const PAGE_ROWS = 50;

/** Whether agents may remember what somebody says. */
export function consentQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['memory', id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/users/{id}/memory', { params: { path: { id } }, signal })),
  });
}

/** What is remembered of somebody, the newest first, page by page. */
export function memoriesQuery(api: ApiClient, id: string) {
  return infiniteQueryOptions({
    queryKey: ['memories', id],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const query = { limit: PAGE_ROWS, ...(before !== undefined && { before }) };
      const params = { path: { id }, query };
      return answerOf(await api.GET('/api/users/{id}/memories', { params, signal }));
    },
    getNextPageParam: (page) => (page.length < PAGE_ROWS ? undefined : page.at(-1)?.cursor),
    select: ({ pages }) => pages.flat(),
  });
}

export function useMemoryRequests(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['memories', id] });
  return {
    /** Shown at once, and taken back where the server refuses it. */
    allow: async (enabled: boolean): Promise<void> => {
      queries.setQueryData(['memory', id], { enabled });
      try {
        const params = { path: { id } };
        answerOf(await api.PUT('/api/users/{id}/memory', { params, body: { enabled } }));
      } finally {
        await queries.invalidateQueries({ queryKey: ['memory', id] });
      }
    },
    /** One fact; all of them when none is named. */
    forget: async (memory?: string): Promise<void> => {
      answerOf(
        memory === undefined
          ? await api.DELETE('/api/users/{id}/memories', { params: { path: { id } } })
          : await api.DELETE('/api/users/{id}/memories/{memory}', {
              params: { path: { id, memory } },
            }),
      );
      await refresh();
    },
    putRight: async (memory: string, fact: string): Promise<void> => {
      const params = { path: { id, memory } };
      answerOf(await api.PATCH('/api/users/{id}/memories/{memory}', { params, body: { fact } }));
      await refresh();
    },
  };
}
