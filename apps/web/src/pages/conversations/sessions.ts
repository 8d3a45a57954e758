import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import type { ConversationSearch } from '../../app/conversation-search';
import { useApi, useServer } from '../../server/server-context';
import { dayBegin } from './days';

export type Session = Schemas['Session'];
export type Message = Schemas['Message'];

const PAGE_ROWS = 50;
const MESSAGE_ROWS = 100;
/** A list that shows who talks now is asked for again this often. */
const LIVE_EVERY_MS = 5000;

/** Conversations, the last active first, page by page. */
export function sessionsQuery(api: ApiClient, search: ConversationSearch) {
  return infiniteQueryOptions({
    queryKey: ['sessions', search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const query = {
        limit: PAGE_ROWS,
        ...(before !== undefined && { before }),
        ...(search.q !== undefined && { q: search.q }),
        ...(search.agent !== undefined && { agent_id: search.agent }),
        ...(search.channel !== undefined && { channel: search.channel }),
        ...(search.live === true && { active: 'true' as const }),
        ...(search.user !== undefined && { user: search.user }),
        ...(search.owner !== undefined && { owner_id: search.owner }),
        ...daysOf(search),
      };
      return answerOf(await api.GET('/api/sessions', { params: { query }, signal }));
    },
    getNextPageParam: (page) => (page.length < PAGE_ROWS ? undefined : page.at(-1)?.cursor),
    select: ({ pages }) => pages.flat(),
    // What was found for the words before stays until the next answer is there.
    placeholderData: keepPreviousData,
    refetchInterval: search.live === true ? LIVE_EVERY_MS : false,
  });
}

/** Days are the reader's; the server is told when they begin and end. */
function daysOf({ from, to }: ConversationSearch) {
  const begin = from === undefined ? null : dayBegin(from);
  const end = to === undefined ? null : dayBegin(to, 1);
  return { ...(begin !== null && { from: begin }), ...(end !== null && { to: end }) };
}

export function sessionQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['session', id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/sessions/{id}', { params: { path: { id } }, signal })),
  });
}

/** What was said, each page oldest first, the newest page first; further pages lead into the past. */
export function messagesQuery(api: ApiClient, id: string) {
  return infiniteQueryOptions({
    queryKey: ['messages', id],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const query = { limit: MESSAGE_ROWS, ...(before !== undefined && { before }) };
      const params = { path: { id }, query };
      return answerOf(await api.GET('/api/sessions/{id}/messages', { params, signal }));
    },
    getNextPageParam: (page) => (page.length < MESSAGE_ROWS ? undefined : page[0]?.cursor),
  });
}

export function useRename() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, title }: { readonly id: string; readonly title: string | null }) =>
      answerOf(
        await api.PATCH('/api/sessions/{id}', { params: { path: { id } }, body: { title } }),
      ),
    onSuccess: async (session) => {
      queries.setQueryData(['session', session.id], session);
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
}

export function useDelete() {
  const { api, client } = useServer();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      answerOf(await api.DELETE('/api/sessions/{id}', { params: { path: { id } } })),
    onSuccess: async (_, id) => {
      // The tab's own: its words are on Talk and in the tab's storage, and the next call would go on with them.
      if (client.store.get().sessionId === id) client.newConversation();
      queries.removeQueries({ queryKey: ['messages', id] });
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
}

export function useEnd() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      answerOf(await api.POST('/api/sessions/{id}/end', { params: { path: { id } } })),
    onSuccess: async (session) => {
      queries.setQueryData(['session', session.id], session);
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
}
