import type { ApiClient } from '@vox/api-client';
import { createContext, useContext, useSyncExternalStore } from 'react';

import type { VoiceClient } from '../voice/voice-client';
import type { Access, AccessState } from './access';
import type { GuideOffer } from './guide-offer';

/** What all pages share. */
export type Server = {
  readonly api: ApiClient;
  readonly access: Access;
  readonly client: VoiceClient;
  readonly guide: GuideOffer;
  /** Where the server is, as the browser has it. */
  readonly baseUrl: string;
};

export const ServerContext = createContext<Server | null>(null);

export function useServer(): Server {
  const server = useContext(ServerContext);
  if (server === null) throw new Error('There is no ServerContext around this.');
  return server;
}

export function useApi(): ApiClient {
  return useServer().api;
}

export function useAccess(): AccessState {
  const { access } = useServer();
  return useSyncExternalStore(access.subscribe, access.get);
}
