/**
 * The socket that the clients of `npm run bench:server` speak, for whatever is measured beside VoxBridge: as much of `/ws/voice` as
 * those clients need, and how late the event loop runs at any other address.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { WebSocketServer } from 'ws';

/**
 * Serves until SIGTERM.
 * @param {(socket: import('ws').WebSocket) => Promise<void> | void} begin called with each client that wants to talk; the client is
 * told that its session has begun once that is done
 */
export async function serve(begin) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const server = createServer((request, response) => {
    const [p99, max] = [delay.percentile(99), delay.max].map((ns) => ns / 1e6);
    delay.reset();
    response.end(JSON.stringify({ p99, max }));
  });
  new WebSocketServer({ server, path: '/ws/voice', perMessageDeflate: false }).on(
    'connection',
    (socket) => {
      socket.on('error', () => undefined);
      socket.once('message', () => {
        start(socket, begin).catch((error) => {
          process.stderr.write(`${error.stack}\n`);
          socket.close(1011);
        });
      });
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.stdout.write(`Peer is ready: ws://127.0.0.1:${server.address().port}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

async function start(socket, begin) {
  await begin(socket);
  socket.send(JSON.stringify({ event: 'session_started', data: {} }));
}
