import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import { createMcpHandler, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';

export type ShopCall = {
  readonly tool: string;
  readonly given: unknown;
  readonly meta: Readonly<Record<string, unknown>>;
};

export type ShopTools = (
  server: McpServer,
  log: (tool: string, given: unknown, context: ServerContext) => void,
) => void;

/**
 * A server of tools by HTTP that speaks the stateless revision of 2026-07-28 alone, made with the protocol's own package. It
 * remembers what it was asked.
 */
export class McpShop {
  readonly calls: ShopCall[] = [];
  readonly requests: { readonly method: string; readonly headers: IncomingHttpHeaders }[] = [];
  /** What it has now; `changed` tells of another list. */
  tools: ShopTools = (server, log) => {
    server.registerTool(
      'find.item',
      {
        description: 'Finds an item.',
        inputSchema: z.object({ query: z.string() }),
        outputSchema: z.object({ found: z.string() }),
        annotations: { readOnlyHint: true },
      },
      ({ query }, context) => {
        log('find.item', { query }, context);
        return { content: [], structuredContent: { found: `${query} in aisle 4` } };
      },
    );
    server.registerTool(
      'cancel',
      { description: 'Cancels an order.', inputSchema: z.object({ order: z.string() }) },
      ({ order }, context) => {
        log('cancel', { order }, context);
        return { content: [{ type: 'text', text: `${order} is cancelled.` }] };
      },
    );
  };
  readonly #handler = createMcpHandler(
    () => {
      const server = new McpServer(
        { name: 'shop', version: '1.0.0' },
        { capabilities: { tools: { listChanged: true } } },
      );
      this.tools(server, (tool, given, { mcpReq }) => {
        this.calls.push({ tool, given, meta: mcpReq._meta ?? {} });
      });
      return server;
    },
    { legacy: 'reject' },
  );
  #server: Server;

  private constructor() {
    this.#server = this.#made();
  }

  static async start(): Promise<McpShop> {
    const shop = new McpShop();
    await shop.listen();
    return shop;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  /** Everybody who listens is told that the list is another one. */
  changed(): void {
    this.#handler.notify.toolsChanged();
  }

  async listen(port = 0): Promise<void> {
    await once(this.#server.listen(port, '127.0.0.1'), 'listening');
  }

  /** It is gone, with all its connections; `listen` brings another one. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = this.#made();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  #made(): Server {
    return createServer((request, response) => {
      const { method = 'GET', headers } = request;
      this.requests.push({ method, headers });
      void (async () => {
        const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
        const asked = new Request(this.url, {
          method,
          headers: headers as Record<string, string>,
          ...(method === 'POST' ? { body: Buffer.concat(chunks).toString() } : {}),
        });
        const answer = await this.#handler.fetch(asked);
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        if (answer.body === null) response.end();
        else Readable.fromWeb(answer.body).pipe(response);
      })();
    });
  }
}
