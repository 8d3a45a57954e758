import { answerOf, type Schemas } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';

export type McpServer = Schemas['McpServer'];

/** There are 50 added ones at most, and those of the configuration. */
const MOST = 200;

/** Servers of tools that speak the Model Context Protocol. */
export function useMcpServers() {
  const api = useApi();
  return useQuery({
    queryKey: ['mcp-servers'],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/mcp-servers', { params: { query: { limit: MOST } }, signal })),
  });
}
