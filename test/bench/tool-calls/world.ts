import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { McpShop } from '../../integration/support/mcp-shop';
import { type Begin, ROUNDS, SESSIONS, type Took, TOOLS, type Urls } from './wire';

/** Between two turns of a session; the sessions are spread over it, as people are. */
const PERIOD_MS = 5000;

/** When the last byte of a call was streamed, and when each tool's server had the request, by what the user said. */
const calledAtMs = new Map<string, number>();
const askedAtMs = new Map<string, number>();

async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
}

async function listening(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const server: Server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Asked = { readonly messages: readonly { readonly role: string; readonly content: unknown }[] };

/** A model that calls both tools at once for what is said, and answers with a word when it has what came of them. */
async function answerAsModel(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (body === '') return void response.end('{"data":[{"id":"m"}]}');
  const { messages } = JSON.parse(body) as Asked;
  const last = messages.at(-1);
  const key = /turn-\d+-\d+/u.exec(JSON.stringify(last?.content ?? ''))?.[0];
  const chunk = (delta: object, reason: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (last?.role === 'tool' || key === undefined) {
    return void response.end(`${chunk({ content: 'Done.' }, 'stop')}data: [DONE]\n\n`);
  }
  const calls = TOOLS.map((name, index) => ({
    index,
    id: `${key}-${name}`,
    type: 'function',
    function: { name, arguments: JSON.stringify({ key }) },
  }));
  response.write(chunk({ role: 'assistant', content: '' }));
  calledAtMs.set(key, performance.now());
  response.end(`${chunk({ tool_calls: calls }, 'tool_calls')}data: [DONE]\n\n`);
}

async function answerAsShop(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const atMs = performance.now();
  const { key } = JSON.parse(await bodyOf(request)) as { readonly key: string };
  askedAtMs.set(`look_up ${key}`, atMs);
  response.end('found');
}

async function startMcpShop(): Promise<string> {
  const mcp = await McpShop.start();
  mcp.tools = (server) => {
    const about = {
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ key: z.string() }),
    };
    server.registerTool('look', about, ({ key }) => {
      askedAtMs.set(`shop__look ${key}`, performance.now());
      return { content: [{ type: 'text', text: 'found' }] };
    });
  };
  return mcp.url;
}

/** Everybody talks; then how long each call took, without the first round, which warms up. */
async function talk({ socket, key, agentId }: Begin): Promise<Took> {
  const clients: VoiceSocketClient[] = [];
  for (let session = 0; session < SESSIONS; session++) {
    const client = await VoiceSocketClient.connect(socket, { apiKey: key });
    await client.start({ agent_id: agentId });
    clients.push(client);
  }
  const startMs = performance.now();
  await Promise.all(
    clients.map(async (client, session) => {
      for (let round = 0; round < ROUNDS; round++) {
        const atMs = startMs + (round + session / SESSIONS) * PERIOD_MS;
        await sleep(Math.max(0, atMs - performance.now()));
        const from = client.events.length;
        client.send({ event: 'text_message', data: { text: `turn-${session}-${round}` } });
        await client.waitFor('turn_complete', { from });
      }
    }),
  );
  await Promise.all(clients.map((client) => client.close()));
  return TOOLS.map((tool) =>
    [...calledAtMs].flatMap(([said, atMs]) => {
      const reachedMs = askedAtMs.get(`${tool} ${said}`);
      return said.endsWith('-0') || reachedMs === undefined ? [] : [reachedMs - atMs];
    }),
  );
}

/** All but the server: model, tools and who talks, in a process of its own. */
async function main(): Promise<void> {
  const urls: Urls = {
    model: await listening(answerAsModel),
    shop: await listening(answerAsShop),
    mcp: await startMcpShop(),
    begin: await listening(async (request, response) => {
      const took = await talk(JSON.parse(await bodyOf(request)) as Begin);
      response.end(JSON.stringify(took));
    }),
  };
  process.stdout.write(`${JSON.stringify(urls)}\n`);
}

void main();
