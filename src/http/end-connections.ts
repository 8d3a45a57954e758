import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long an answer that runs may still take once the server closes. Whoever downloads slower than that asks again. */
const ANSWERS_MS = 5000;

/**
 * Has `server.close` come to its end. Node's own waits for every answer, though nobody may read it on, and for connections
 * on which nothing was asked yet. Here those without a request end at once, those of running answers with their answer, and
 * all that are left after `answersMs`. WebSockets are their owners' to close, before that.
 */
export function endConnectionsAtClose(server: Server, answersMs = ANSWERS_MS): void {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  let isClosing = false;
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.once('close', () => {
      // Otherwise its connection would wait for the next request.
      if (isClosing) server.closeIdleConnections();
    });
  });
  const close = server.close.bind(server);
  server.close = (onClosed) => {
    if (isClosing) return close(onClosed);
    isClosing = true;
    const cut = setTimeout(() => connections.forEach((socket) => socket.destroy()), answersMs);
    server.once('close', () => {
      clearTimeout(cut);
      isClosing = false;
    });
    close(onClosed);
    // Node takes one that has not asked yet for one that is in use.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    return server;
  };
}
