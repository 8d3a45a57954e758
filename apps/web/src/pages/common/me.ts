import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';

export type Me = Schemas['Me'];
export type Scope = Me['scopes'][number];

/** Who is asking, and what they may do. */
export function meQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/me', { signal })),
  });
}

/** Whether what was shown to one is for the other, too: the same person, who may do the same. */
export function isSamePerson(one: Me, other: Me): boolean {
  const known = ({ user, discord, scopes }: Me) => JSON.stringify([user?.id, discord, scopes]);
  return known(one) === known(other);
}

/** Whether whoever is asking may do what needs a scope; true until it is known, so that nothing jumps for those who may. */
export function useMay(scope: Scope): boolean {
  const { data } = useQuery(meQuery(useApi()));
  return data === undefined || data.scopes.includes(scope);
}
