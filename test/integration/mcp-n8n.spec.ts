import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { mcpToolsOf } from '../../src/tools/mcp/mcp-tools';
import { eventually } from '../support/eventually';
import { call, closeAll, connectTo, listed, web } from './support/mcp-calls';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();
afterEach(closeAll);

type Message = {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly arguments?: Readonly<Record<string, unknown>> };
};

/** As its trigger node gives out a tool whose arguments are filled by a model (`$fromAI`). */
const TOOL = {
  name: 'Weather_Tool',
  description: 'Tells the weather of a city.',
  inputSchema: {
    type: 'object',
    properties: { City: { type: 'string', description: 'Which one' } },
    required: ['City'],
    additionalProperties: true,
    $schema: 'http://json-schema.org/draft-07/schema#',
  },
};

/**
 * n8n's "MCP Server Trigger" on the wire: streamable HTTP of the revisions that begin with `initialize`, answered as events, each
 * session with its id. A GET begins the older transport, whose first event leads elsewhere; a session that n8n has forgotten
 * is refused as 401, in words.
 */
class N8nTrigger {
  readonly calls: unknown[] = [];
  readonly sessions = new Set<string>();
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request, response);
  });

  static async start(): Promise<N8nTrigger> {
    const trigger = new N8nTrigger();
    await once(trigger.#server.listen(0, '127.0.0.1'), 'listening');
    return trigger;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp/weather`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    if (request.headers.authorization !== 'Bearer wholly-secret') {
      response.writeHead(403).end('Authorization data is wrong!');
      return;
    }
    const given = request.headers['mcp-session-id'] as string | undefined;
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`event: endpoint\ndata: /mcp/weather?sessionId=${randomUUID()}\n\n`);
      return;
    }
    if (request.method === 'DELETE') {
      response.writeHead(this.sessions.delete(given ?? '') ? 200 : 404).end();
      return;
    }
    const message = JSON.parse(Buffer.concat(chunks).toString()) as Message;
    if (message.method !== 'initialize' && given === undefined) {
      const error = { code: -32_000, message: 'Bad Request: Server not initialized' };
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
      return;
    }
    if (message.method !== 'initialize' && !this.sessions.has(given ?? '')) {
      response.writeHead(401).end('No transport found for sessionId');
      return;
    }
    if (message.id === undefined) {
      response.writeHead(202).end();
      return;
    }
    const sessionId = message.method === 'initialize' ? randomUUID() : (given ?? '');
    this.sessions.add(sessionId);
    const answer = { jsonrpc: '2.0', id: message.id, ...this.#resultOf(message) };
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'mcp-session-id': sessionId,
    });
    response.end(`event: message\ndata: ${JSON.stringify(answer)}\n\n`);
  }

  #resultOf({ method, params = {} }: Message): object {
    switch (method) {
      case 'initialize':
        return {
          result: {
            protocolVersion: '2025-06-18',
            capabilities: { tools: {} },
            serverInfo: { name: 'MCP_Server_Trigger', version: '0.1.0' },
          },
        };
      case 'tools/list':
        return { result: { tools: [TOOL] } };
      case 'tools/call': {
        this.calls.push(params.arguments);
        const text = JSON.stringify([
          { response: [{ city: params.arguments?.['City'], degrees: 21 }] },
        ]);
        return { result: { content: [{ type: 'text', text }] } };
      }
      default:
        return { error: { code: -32_601, message: 'Method not found' } };
    }
  }
}

describe("n8n's MCP Server Trigger", () => {
  let trigger: N8nTrigger;
  beforeEach(async () => (trigger = await N8nTrigger.start()));
  afterEach(() => trigger.close());
  const place = () => web(trigger.url, { authorization: 'Bearer wholly-secret' });

  it('has its tools listed as models take them, and run', async () => {
    const connection = await listed(place());
    expect(connection.state).toMatchObject({ status: 'connected', protocolVersion: '2025-06-18' });
    const row = { id: 'n', name: 'n8n', place: place(), timeoutMs: 1, toolSettings: {} };
    const [tool] = mcpToolsOf(row, connection.tools, () => Promise.reject(new Error('not called')));
    expect(tool).toMatchObject({
      name: 'n8n__Weather_Tool',
      definition: { parameters: { required: ['City'] }, isReadOnly: false, isDestructive: true },
    });
    const { content } = await call(connection, 'Weather_Tool', { City: 'Rome' });
    expect(content).toContain('"degrees":21');
    expect(trigger.calls).toEqual([{ City: 'Rome' }]);
  });

  it('is called once in a new session after n8n was started anew', async () => {
    const connection = await listed(place());
    trigger.sessions.clear();
    expect((await call(connection, 'Weather_Tool', { City: 'Rome' })).content).toContain('Rome');
    expect(trigger.calls).toHaveLength(1);
  });

  it('is told of as refusing where its secret is missing', async () => {
    const connection = connectTo(web(trigger.url));
    await connection.asked;
    const state = await eventually(
      () => connection.state,
      ({ problem }) => problem !== undefined,
    );
    expect(state).toMatchObject({ status: 'unreachable', problem: 'it answers HTTP 403' });
  });
});
