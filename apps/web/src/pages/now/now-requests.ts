import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';

export type Connection = Schemas['VoiceConnection'];

/** Bots come and go without an event. */
const EVERY_MS = 5000;

/** Where bots are; asked for by admins alone. */
export function connectionsQuery(api: ApiClient, isAdmin: boolean) {
  return queryOptions({
    queryKey: ['connections'],
    enabled: isAdmin,
    refetchInterval: EVERY_MS,
    queryFn: async ({ signal }) => answerOf(await api.GET('/voice/connections', { signal })),
  });
}

/** The Discord servers that bots are in, with their voice channels. */
export function guildsQuery(api: ApiClient, isAdmin: boolean) {
  return queryOptions({
    queryKey: ['guilds'],
    enabled: isAdmin,
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/channels', { signal })).guilds,
  });
}

type Said = { readonly text: string; readonly interrupt: boolean };
type Place = { readonly guild_id: string; readonly channel_id: string; readonly agent_id?: string };

/** What can be done with what goes on; afterwards all is asked for anew. */
export function useNowActions() {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['live'] }),
      queries.invalidateQueries({ queryKey: ['connections'] }),
    ]);
  const of = (id: string) => ({ params: { path: { id } } });
  const mute = useMutation({
    mutationFn: async ({ id, muted }: { readonly id: string; readonly muted: boolean }) =>
      answerOf(await api.POST('/api/sessions/{id}/mute', { ...of(id), body: { muted } })),
    onSuccess,
  });
  const end = useMutation({
    mutationFn: async (id: string) => answerOf(await api.POST('/api/sessions/{id}/end', of(id))),
    onSuccess,
  });
  const stop = useMutation({
    mutationFn: async (id: string) => answerOf(await api.POST('/api/sessions/{id}/cancel', of(id))),
  });
  const say = useMutation({
    mutationFn: async ({ id, ...body }: Said & { readonly id: string }) =>
      answerOf(await api.POST('/api/sessions/{id}/say', { ...of(id), body })),
  });
  const announce = useMutation({
    mutationFn: async ({
      text,
      ...place
    }: {
      readonly text: string;
      readonly guild_id: string;
      readonly agent_id: string;
    }) =>
      answerOf(await api.POST('/voice/speak', { body: { ...place, output: { content: text } } })),
  });
  const join = useMutation({
    mutationFn: async (body: Place) => answerOf(await api.POST('/voice/join', { body })),
    onSuccess,
  });
  const leave = useMutation({
    mutationFn: async (body: Place) => answerOf(await api.POST('/voice/leave', { body })),
    onSuccess,
  });
  return { mute, end, stop, say, announce, join, leave };
}
