import type { ProviderInfo, ProviderKind } from '@vox/voice-core';

import { guardedConnection, type GuardedConnection, guardedFetch } from './guarded-fetch';
import type { Fetch } from './watched-fetch';

/** How an adapter reaches its server, and what it is called: as the environment's own where something is absent. */
export type ServerAccess = {
  readonly info?: ProviderInfo;
  readonly fetch?: Fetch;
  /** What a WebSocket is opened with. */
  readonly connect?: (url: string) => GuardedConnection;
};

/**
 * For a server that people have named: anywhere but at a cloud's metadata service.
 * @param name Theirs for it: what turns, health and errors call it.
 * @param model Shown beside the name where there is one.
 */
export function guardedAccess(kind: ProviderKind, name: string, model?: string): ServerAccess {
  const id = { kind, provider: name };
  const label = model === undefined ? name : `${name} (${model})`;
  return {
    info: { name, label, isEmbedded: false },
    fetch: guardedFetch(id),
    connect: (url) => guardedConnection(id, url),
  };
}
