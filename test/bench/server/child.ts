import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { ClientsMessage, ClientsRequest, ClientsResult } from './wire';

/** Starts a part of the bench in a process of its own, which ends with this one. */
export function startPart(
  name: 'clients' | 'providers' | 'soak/clients',
  ...args: readonly string[]
): ChildProcess {
  return fork(join(__dirname, `${name}.ts`), args, { execArgv: process.execArgv });
}

/** The providers' HTTP address, and what ends them. */
export async function startProviders(): Promise<{ readonly url: string; stop(): void }> {
  const child = startPart('providers');
  const [port] = (await messageOf(child)) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

/** Runs the clients of one cell; `onStep` is awaited at each step but the last. @throws Error when they fail. */
export async function runClients(
  request: ClientsRequest,
  onStep: (step: Exclude<ClientsMessage['type'], 'left'>) => void,
): Promise<ClientsResult> {
  const child = startPart('clients', JSON.stringify(request));
  try {
    for (;;) {
      const [message] = (await messageOf(child)) as [ClientsMessage];
      if (message.type === 'left') return message.result;
      onStep(message.type);
    }
  } finally {
    if (child.connected) child.disconnect();
  }
}

/** What the part says next. @throws Error when it ends instead. */
export async function messageOf(child: ChildProcess): Promise<unknown[]> {
  const gone = new AbortController();
  const ended = once(child, 'exit', { signal: gone.signal }).then(() => {
    throw new Error('a part of the bench ended early; it said why');
  });
  // Aborted, it rejects as well, when nobody waits for it any more.
  ended.catch(() => undefined);
  try {
    return await Promise.race([once(child, 'message'), ended]);
  } finally {
    gone.abort();
  }
}
