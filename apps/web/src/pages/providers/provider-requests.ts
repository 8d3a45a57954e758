import { answerOf, type ApiClient, type BodyOf, type Schemas } from '@vox/api-client';
import { useQueryClient } from '@tanstack/react-query';

import { useApi } from '../../server/server-context';
import type { ProviderRole } from '../common/providers';

type Body = Readonly<Record<string, unknown>>;
type Saved = { readonly id: string };

/** What came of having a server do its work once. */
export type Trial =
  Schemas['ProviderTrial'] | Schemas['SttProviderTrial'] | Schemas['TtsProviderTrial'];

/** What can be asked of the servers of a role: each route has its twin in the two others. */
export function useProviderRequests(role: ProviderRole) {
  const api = useApi();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['providers', role] });
  return {
    save: async (id: string | null, body: Body): Promise<Saved> => {
      const saved = await (id === null ? create(api, role, body) : update(api, role, id, body));
      await refresh();
      return saved;
    },
    remove: async (id: string): Promise<void> => {
      await remove(api, role, id);
      await refresh();
    },
    test: (id: string): Promise<Trial> => test(api, role, id),
    models: async (id: string): Promise<readonly string[]> => {
      const models = await listModels(api, role, id);
      await refresh();
      return models;
    },
    voices: async (id: string): Promise<readonly Schemas['ProviderVoice'][]> => {
      const params = { path: { id }, query: { refresh: 'true' as const } };
      const { voices } = answerOf(await api.GET('/api/tts-providers/{id}/voices', { params }));
      await refresh();
      return voices;
    },
  };
}

async function create(api: ApiClient, role: ProviderRole, body: Body): Promise<Saved> {
  switch (role) {
    case 'llm':
      return answerOf(await api.POST('/api/providers', { body: body as BodyOf<'createProvider'> }));
    case 'stt':
      return answerOf(
        await api.POST('/api/stt-providers', { body: body as BodyOf<'createSttProvider'> }),
      );
    case 'tts':
      return answerOf(
        await api.POST('/api/tts-providers', { body: body as BodyOf<'createTtsProvider'> }),
      );
  }
}

async function update(api: ApiClient, role: ProviderRole, id: string, body: Body): Promise<Saved> {
  const params = { path: { id } };
  switch (role) {
    case 'llm':
      return answerOf(await api.PUT('/api/providers/{id}', { params, body }));
    case 'stt':
      return answerOf(await api.PUT('/api/stt-providers/{id}', { params, body }));
    case 'tts':
      return answerOf(await api.PUT('/api/tts-providers/{id}', { params, body }));
  }
}

async function remove(api: ApiClient, role: ProviderRole, id: string): Promise<void> {
  const params = { path: { id } };
  switch (role) {
    case 'llm':
      answerOf(await api.DELETE('/api/providers/{id}', { params }));
      return;
    case 'stt':
      answerOf(await api.DELETE('/api/stt-providers/{id}', { params }));
      return;
    case 'tts':
      answerOf(await api.DELETE('/api/tts-providers/{id}', { params }));
      return;
  }
}

async function test(api: ApiClient, role: ProviderRole, id: string): Promise<Trial> {
  const params = { path: { id } };
  switch (role) {
    case 'llm':
      return answerOf(await api.POST('/api/providers/{id}/test', { params, body: {} }));
    case 'stt':
      return answerOf(await api.POST('/api/stt-providers/{id}/test', { params }));
    case 'tts':
      return answerOf(await api.POST('/api/tts-providers/{id}/test', { params, body: {} }));
  }
}

async function listModels(api: ApiClient, role: ProviderRole, id: string) {
  const params = { path: { id }, query: { refresh: 'true' as const } };
  switch (role) {
    case 'llm':
      return answerOf(await api.GET('/api/providers/{id}/models', { params })).models;
    case 'stt':
      return answerOf(await api.GET('/api/stt-providers/{id}/models', { params })).models;
    case 'tts':
      return answerOf(await api.GET('/api/tts-providers/{id}/models', { params })).models;
  }
}
