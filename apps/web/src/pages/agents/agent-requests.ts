import { answerOf, type ApiClient, type BodyOf } from '@vox/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';
import type { Agent } from '../common/agents';
import { saveFile } from '../common/save-file';

type Body = Readonly<Record<string, unknown>>;

/** Makes an agent, or changes one: what the form gives is what the route takes. */
export function useSaveAgent(id: string | null) {
  const api = useApi();
  const queries = useQueryClient();
  return async (body: Body): Promise<Agent> => {
    const saved = answerOf(
      id === null
        ? await api.POST('/api/agents', { body: body as BodyOf<'createAgent'> })
        : await api.PUT('/api/agents/{id}', {
            params: { path: { id } },
            body: body,
          }),
    );
    await queries.invalidateQueries({ queryKey: ['agents'] });
    return saved;
  };
}

/** What the menu of an agent does. */
export function useAgentActions() {
  const api = useApi();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['agents'] });
  const remove = useMutation({
    mutationFn: async (id: string) =>
      answerOf(await api.DELETE('/api/agents/{id}', { params: { path: { id } } })),
    onSuccess,
  });
  const makeDefault = useMutation({
    mutationFn: async (id: string) =>
      answerOf(await api.PUT('/api/agents/{id}/set-default', { params: { path: { id } } })),
    onSuccess,
  });
  const duplicate = useMutation({
    mutationFn: async (id: string) =>
      answerOf(
        await api.POST('/api/agents/{id}/duplicate', { params: { path: { id } }, body: {} }),
      ),
    onSuccess,
  });
  return { remove, makeDefault, duplicate };
}

/** Has the browser save an agent as a document without its secrets. */
export async function downloadAgent(api: ApiClient, { id, name }: Agent): Promise<void> {
  const params = { path: { id } };
  const document = answerOf(await api.GET('/api/agents/{id}/export', { params }));
  const text = `${JSON.stringify(document, null, 2)}\n`;
  saveFile(new Blob([text], { type: 'application/json' }), `${name}.agent.json`);
}

export type ImportChoices = {
  readonly on_conflict: 'refuse' | 'rename' | 'overwrite';
  readonly missing: 'refuse' | 'leave_out';
};

/** Makes an agent of what `downloadAgent` has saved, here or elsewhere. */
export function useImportAgent() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ document, query }: { document: unknown; query: ImportChoices }) => {
      const body = document as BodyOf<'importAgent'>;
      return answerOf(await api.POST('/api/agents/import', { params: { query }, body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['agents'] }),
  });
}

/** The voices of all engines. */
export function useVoices() {
  const api = useApi();
  return useQuery({
    queryKey: ['voices'],
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/voices', { signal })),
  });
}
