import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';

/** What a server does: answers, hears or speaks. */
export type ProviderRole = 'llm' | 'stt' | 'tts';

/** One of any role; what only servers that hear or speak have is absent in others. */
export type Provider = Partial<Schemas['SpeechProvider']> &
  Pick<
    Schemas['SpeechProvider'],
    'id' | 'name' | 'kind' | 'base_url' | 'has_api_key' | 'is_enabled' | 'read_only' | 'problem'
  > &
  Partial<Pick<Schemas['Provider'], 'default_model'>>;

/** The kind of what answers everything, and is no model. */
export const DEMO = 'demo';

/** There are 100 added ones at most, and those of the environment. */
const MOST = 200;

export function useProviders(role: ProviderRole) {
  const api = useApi();
  return useQuery({
    queryKey: ['providers', role],
    queryFn: ({ signal }) => listed(api, role, signal),
  });
}

/** The models of a server that answers, as it lists them now; none while it does not say, or `id` is undefined. */
export function useModels(id: string | undefined): readonly string[] {
  const api = useApi();
  const { data = [] } = useQuery({
    queryKey: ['models', id],
    enabled: id !== undefined,
    retry: false,
    queryFn: async ({ signal }) => {
      const params = { path: { id: id ?? '' } };
      return answerOf(await api.GET('/api/providers/{id}/models', { params, signal })).models;
    },
  });
  return data;
}

async function listed(
  api: ApiClient,
  role: ProviderRole,
  signal: AbortSignal,
): Promise<readonly Provider[]> {
  const asked = { params: { query: { limit: MOST } }, signal };
  switch (role) {
    case 'llm':
      return answerOf(await api.GET('/api/providers', asked));
    case 'stt':
      return answerOf(await api.GET('/api/stt-providers', asked));
    case 'tts':
      return answerOf(await api.GET('/api/tts-providers', asked));
  }
}
