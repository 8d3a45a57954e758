import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Refuses everything and writes back what it was sent, secrets included, as some servers and proxies do to explain. */
export async function startEchoingServer() {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      const sent = `${request.method} ${request.url} ${JSON.stringify(request.headers)}`;
      received.push(sent);
      const message = `Refused: ${sent}`;
      response.writeHead(401, {
        'content-type': 'application/json',
        'www-authenticate': `Bearer realm="${String(request.headers.authorization)}"`,
      });
      response.end(JSON.stringify({ error: { message, type: 'invalid_request' }, message }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Each request with its headers. */
    received,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
