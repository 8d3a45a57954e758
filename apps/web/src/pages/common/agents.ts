import { type ApiClient, answerOf, type Schemas } from '@vox/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';

import { nextPage } from '../../server/next-page';
import { useApi } from '../../server/server-context';

export type Agent = Schemas['Agent'];

/** As many as a page has; the next pages follow until there is none. */
const PAGE_ROWS = 200;

/** All agents, the default one first. There are MAX_AGENTS at most. */
export function agentsQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['agents'],
    queryFn: ({ signal }) => allAgents(api, signal),
  });
}

export function useAgents() {
  return useQuery(agentsQuery(useApi()));
}

/** What an agent is called; null while it is not known, or when it was deleted. */
export function useAgentName(): (id: string | null) => string | null {
  const { data } = useAgents();
  return (id) => data?.find((agent) => agent.id === id)?.name ?? null;
}

async function allAgents(api: ApiClient, signal: AbortSignal): Promise<readonly Agent[]> {
  const agents: Agent[] = [];
  let after: string | undefined;
  do {
    const query = { limit: PAGE_ROWS, ...(after !== undefined && { after }) };
    const answer = await api.GET('/api/agents', { params: { query }, signal });
    agents.push(...answerOf(answer));
    after = nextPage(answer.response.headers.get('link'));
  } while (after !== undefined);
  return agents;
}
