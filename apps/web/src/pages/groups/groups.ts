import { answerOf, type ApiClient, type BodyOf, type Schemas } from '@vox/api-client';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';

import { nextPage } from '../../server/next-page';
import { useApi } from '../../server/server-context';

export type Group = Schemas['Group'];
export type GroupMember = Schemas['GroupMember'];
export type GroupInvite = Schemas['GroupInvite'];
export type MadeGroupInvite = Schemas['MadeGroupInvite'];
export type GroupRole = GroupMember['role'];

/** The most first. */
export const GROUP_ROLES = [
  'owner',
  'admin',
  'member',
  'guest',
] as const satisfies readonly GroupRole[];

const PAGE_ROWS = 100;

/** Whether who is `own` in a group may give or take `role`. Admins of the server, who are in none, may all. */
export function mayGive(own: GroupRole | null, role: GroupRole): boolean {
  return isAdmin(own) && GROUP_ROLES.indexOf(own ?? 'owner') <= GROUP_ROLES.indexOf(role);
}

/** Whether who is `own` in a group sees to it. */
export function isAdmin(own: GroupRole | null): boolean {
  return own === null || own === 'owner' || own === 'admin';
}

/** Those that whoever asks is in, page by page; for admins of the server all. */
export function groupsQuery(api: ApiClient) {
  return infiniteQueryOptions({
    queryKey: ['groups'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const query = { limit: PAGE_ROWS, ...(before !== undefined && { before }) };
      const answer = await api.GET('/api/groups', { params: { query }, signal });
      const rows = answerOf(answer);
      return { rows, next: nextPage(answer.response.headers.get('link'), 'before') };
    },
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}

export function membersQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['group', id, 'members'],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/groups/{id}/members', { params: { path: { id } }, signal })),
  });
}

export function invitesQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['group', id, 'invites'],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/groups/{id}/invites', { params: { path: { id } }, signal })),
  });
}

/** What is done with groups. */
export function useGroupRequests() {
  const api = useApi();
  const queries = useQueryClient();
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['groups'] });
    await queries.invalidateQueries({ queryKey: ['group'] });
  };
  return {
    create: async (name: string): Promise<Group> => {
      const made = answerOf(await api.POST('/api/groups', { body: { name } }));
      await refresh();
      return made;
    },
    rename: async (id: string, name: string): Promise<void> => {
      answerOf(await api.PATCH('/api/groups/{id}', { params: { path: { id } }, body: { name } }));
      await refresh();
    },
    remove: async (id: string): Promise<void> => {
      answerOf(await api.DELETE('/api/groups/{id}', { params: { path: { id } } }));
      await refresh();
    },
    leave: async (id: string): Promise<void> => {
      answerOf(await api.POST('/api/groups/{id}/leave', { params: { path: { id } } }));
      await refresh();
    },
    join: async (token: string): Promise<Group> => {
      const joined = answerOf(await api.POST('/api/groups/join', { body: { token } }));
      await refresh();
      return joined;
    },
    giveRole: async (id: string, userId: string, role: GroupRole): Promise<void> => {
      const path = { id, user_id: userId };
      const sent = { params: { path }, body: { role } };
      try {
        answerOf(await api.PATCH('/api/groups/{id}/members/{user_id}', sent));
      } finally {
        await refresh();
      }
    },
    takeOut: async (id: string, userId: string): Promise<void> => {
      const path = { id, user_id: userId };
      answerOf(await api.DELETE('/api/groups/{id}/members/{user_id}', { params: { path } }));
      await refresh();
    },
    invite: async (id: string, body: BodyOf<'createGroupInvite'>): Promise<MadeGroupInvite> => {
      const sent = { params: { path: { id } }, body };
      const made = answerOf(await api.POST('/api/groups/{id}/invites', sent));
      await refresh();
      return made;
    },
    revoke: async (id: string, inviteId: string): Promise<void> => {
      const path = { id, invite_id: inviteId };
      answerOf(await api.DELETE('/api/groups/{id}/invites/{invite_id}', { params: { path } }));
      await refresh();
    },
  };
}

/** The address that joins with an invite: the token stands behind `#`, which browsers send to nobody. */
export function joinLink(token: string): string {
  return `${window.location.href.split('#')[0] ?? ''}#/groups?join=${token}`;
}
