import { answerOf, type BodyOf } from '@vox/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';
import type { Agent } from '../common/agents';

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
  return { remove, makeDefault };
}

/** The voices of all engines. */
export function useVoices() {
  const api = useApi();
  return useQuery({
    queryKey: ['voices'],
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/voices', { signal })),
  });
}
