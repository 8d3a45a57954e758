import { once } from 'node:events';

import { VOICE_SOCKET_PATH } from '@vox/protocol';
import { WebSocket } from 'ws';

import type { KnownIds } from './known-ids';

const MANY = 4;

/** Somebody who talks, or would: what is asked of a session in which somebody is finds one. */
export type Company = { leave(): void };

/** Opens sessions that stay until they leave or a case ends them, and has them asked for first. */
export async function keepCompany(url: string, key: string, known: KnownIds): Promise<Company> {
  const sockets = Array.from({ length: MANY }, () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${VOICE_SOCKET_PATH}`, {
      headers: { 'x-api-key': key },
    });
    socket.on('open', () => socket.send('{"event":"start","data":{}}'));
    socket.on('error', () => undefined);
    return socket;
  });
  await Promise.all(
    sockets.map(async (socket) => {
      const [started] = (await once(socket, 'message')) as [Buffer];
      const { data } = JSON.parse(started.toString()) as { data: { session_id: string } };
      known.add('sessions', data.session_id);
    }),
  );
  return { leave: () => sockets.forEach((socket) => socket.close()) };
}
