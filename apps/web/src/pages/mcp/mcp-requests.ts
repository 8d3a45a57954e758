import { answerOf, type ApiClient, type BodyOf } from '@vox/api-client';
import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';
import type { McpServer } from '../common/mcp-servers';

type Body = Readonly<Record<string, unknown>>;

/** The tools of a server, as it listed them last. */
export function mcpToolsQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['mcp-tools', id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/mcp-servers/{id}/tools', { params: { path: { id } }, signal })),
  });
}

/** What can be asked of servers of tools. */
export function useMcpRequests() {
  const api = useApi();
  const queries = useQueryClient();
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['mcp-servers'] });
    await queries.invalidateQueries({ queryKey: ['mcp-tools'] });
  };
  return {
    save: async (id: string | null, body: Body): Promise<McpServer> => {
      const saved = answerOf(
        id === null
          ? await api.POST('/api/mcp-servers', { body: body as BodyOf<'createMcpServer'> })
          : await api.PUT('/api/mcp-servers/{id}', { params: { path: { id } }, body }),
      );
      await refresh();
      return saved;
    },
    remove: async (id: string): Promise<void> => {
      answerOf(await api.DELETE('/api/mcp-servers/{id}', { params: { path: { id } } }));
      await refresh();
    },
    /** Connects anew; nothing is called. */
    test: async (id: string) => {
      const params = { path: { id } };
      const trial = answerOf(await api.POST('/api/mcp-servers/{id}/test', { params }));
      await refresh();
      return trial;
    },
    /** Calls one of its tools: what it changes is changed. */
    call: async (id: string, tool: string, given: Body) =>
      answerOf(
        await api.POST('/api/mcp-servers/{id}/tools/{tool}/test', {
          params: { path: { id, tool } },
          body: { arguments: given },
        }),
      ),
  };
}
