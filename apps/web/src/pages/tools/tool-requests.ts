import { answerOf, type BodyOf } from '@vox/api-client';
import { useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';
import type { Tool } from '../common/tools';

type Body = Readonly<Record<string, unknown>>;

/** What can be asked of the tools that were added. */
export function useToolRequests() {
  const api = useApi();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['tools'] });
  return {
    save: async (id: string | null, body: Body): Promise<Tool> => {
      const saved = answerOf(
        id === null
          ? await api.POST('/api/tools', { body: body as BodyOf<'createTool'> })
          : await api.PUT('/api/tools/{id}', { params: { path: { id } }, body }),
      );
      await refresh();
      return saved;
    },
    remove: async (id: string): Promise<void> => {
      answerOf(await api.DELETE('/api/tools/{id}', { params: { path: { id } } }));
      await refresh();
    },
    /** Calls it: what it changes is changed. */
    test: async (id: string, given: Body) =>
      answerOf(
        await api.POST('/api/tools/{id}/test', {
          params: { path: { id } },
          body: { arguments: given },
        }),
      ),
  };
}
