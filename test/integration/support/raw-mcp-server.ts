import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Message = { readonly id?: number; readonly method?: string };

/** Answers a call as it likes, or not at all. */
export type RawAnswer = (response: ServerResponse, id: number) => void;

/** A server of tools that is written by hand, for what the protocol's own package would not send; of the revision 2025-06-18. */
export class RawMcpServer {
  /** As they are listed. */
  tools: readonly object[] = [{ name: 'talk', inputSchema: { type: 'object' } }];
  answer: RawAnswer = (response, id) => sendResult(response, id, { content: [] });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void (async () => {
        const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
        if (request.method !== 'POST') return response.writeHead(405).end();
        this.#onMessage(response, JSON.parse(Buffer.concat(chunks).toString()) as Message);
      })();
    });
  }

  static async start(): Promise<RawMcpServer> {
    const server = new RawMcpServer();
    await once(server.#server.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #onMessage(response: ServerResponse, { id, method }: Message): void {
    if (id === undefined) return void response.writeHead(202).end();
    switch (method) {
      case 'initialize':
        return sendResult(response, id, {
          protocolVersion: '2025-06-18',
          capabilities: { tools: {} },
          serverInfo: { name: 'raw', version: '1' },
        });
      case 'tools/list':
        return sendResult(response, id, { tools: this.tools });
      case 'tools/call':
        return this.answer(response, id);
      default:
        return send(response, { id, error: { code: -32601, message: 'Method not found' } });
    }
  }
}

export function sendResult(response: ServerResponse, id: number, result: object): void {
  send(response, { id, result });
}

function send(response: ServerResponse, message: object): void {
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ jsonrpc: '2.0', ...message }));
}
