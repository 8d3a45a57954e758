import { answerOf, type Schemas } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';

export type Tool = Schemas['Tool'];

/** There are 200 added ones at most; the built-in ones come first. */
const MOST = 200;

export function useTools() {
  const api = useApi();
  return useQuery({
    queryKey: ['tools'],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/tools', { params: { query: { limit: MOST } }, signal })),
  });
}
