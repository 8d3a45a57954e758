import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { McpShop } from '../integration/support/mcp-shop';
import { WholeApp } from '../integration/support/whole-app';
import { percentile, printTable } from './report';

const SESSIONS = 50;
const ROUNDS = 5;
/** Between two turns of a session; the sessions are spread over it, as people are. */
const PERIOD_MS = 5000;
const TOOLS = ['look_up', 'shop__look'] as const;

/** When the last byte of a call was streamed, and when each tool's server had the request, by what the user said. */
const calledAtMs = new Map<string, number>();
const askedAtMs = new Map<string, number>();

async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
}

async function listening(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Asked = { readonly messages: readonly { readonly role: string; readonly content: unknown }[] };

/** A model that calls both tools at once for what is said, and answers with a word when it has what came of them. */
const model = createServer((request, response) => {
  void (async () => {
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
  })();
});

const shop = createServer((request, response) => {
  const atMs = performance.now();
  void bodyOf(request).then((body) => {
    const { key } = JSON.parse(body) as { readonly key: string };
    askedAtMs.set(`look_up ${key}`, atMs);
    response.end('found');
  });
});

/** From the last streamed byte of a call to the request at the tool's server, in one process with both servers and all clients. */
it('calls tools', async () => {
  const modelUrl = await listening(model);
  const shopUrl = await listening(shop);
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
  const whole = await WholeApp.start({
    LOCAL_LLM_BASE_URL: modelUrl,
    MAX_SESSIONS: String(SESSIONS),
    REQUESTS_PER_MINUTE: '1000000',
    SESSION_TITLES: 'false',
    OUTBOUND_ALLOW_PRIVATE: 'true',
  });
  await whole.post('/api/tools', {
    name: 'look_up',
    description: 'Looks it up.',
    parameters: { type: 'object', properties: { key: { type: 'string' } }, required: ['key'] },
    method: 'POST',
    url: `${shopUrl}/look`,
    is_read_only: true,
  });
  await whole.post('/api/mcp-servers', { name: 'shop', url: mcp.url });
  const made = await whole.post('/api/agents', {
    name: 'Bench',
    system_prompt: 'x',
    tools: [...TOOLS],
    llm_steps: [{ provider: 'local', model: 'm' }],
  });
  const { id } = (await made.json()) as { readonly id: string };
  const socket = `${whole.url.replace('http', 'ws')}/ws/voice`;
  const clients: VoiceSocketClient[] = [];
  for (let session = 0; session < SESSIONS; session++) {
    const client = await VoiceSocketClient.connect(socket, { apiKey: whole.key });
    await client.start({ agent_id: id });
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
  const rows = TOOLS.map((tool) => {
    // The first round warms up.
    const tookMs = [...calledAtMs].flatMap(([key, atMs]) => {
      const reachedMs = askedAtMs.get(`${tool} ${key}`);
      return key.endsWith('-0') || reachedMs === undefined ? [] : [reachedMs - atMs];
    });
    expect(tookMs).toHaveLength(SESSIONS * (ROUNDS - 1));
    const ms = (share: number) => percentile(tookMs, share).toFixed(2);
    return [tool === 'look_up' ? 'HTTP' : 'MCP', String(tookMs.length), ms(0.5), ms(0.95), ms(1)];
  });
  printTable(['tool', 'calls', 'p50 ms', 'p95 ms', 'longest ms'], rows);
  await Promise.all(clients.map((client) => client.close()));
  await whole.stop();
  await mcp.close();
  for (const server of [model, shop]) server.close();
}, 600_000);
