import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { spawnTypeScript } from '../../integration/support/spawn-typescript';
import { percentile, printTable } from '../report';
import { startProviders } from '../server/child';
import { startVoxBridge } from '../server/voxbridge-target';

const SESSIONS = 50;
const ROUNDS = 5;
const TOOLS = ['look_up', 'shop__look'] as const;

/** In ms, by tool. */
type Took = readonly (readonly number[])[];

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

/** In front of the MCP server: notes when a call has come, and hands it on. */
function answerAsMcp(shopUrl: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const atMs = performance.now();
    const body = await bodyOf(request);
    const key = /turn-\d+-\d+/u.exec(body)?.[0];
    if (key !== undefined) askedAtMs.set(`shop__look ${key}`, atMs);
    const { method = 'GET', headers } = request;
    const { host: _host, 'content-length': _length, ...others } = headers;
    const answer = await fetch(shopUrl, {
      method,
      headers: Object.entries(others).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      ...(body === '' ? {} : { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    for await (const part of answer.body ?? []) response.write(part);
    response.end();
  };
}

/** Everybody talks; then how long each call took, without the first round, which warms up. */
async function talk(socket: string, agentId: string): Promise<Took> {
  const clients: VoiceSocketClient[] = [];
  for (let session = 0; session < SESSIONS; session++) {
    const client = await VoiceSocketClient.connect(socket);
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

/** The rows that a call takes: a tool of each kind, and an agent that has both. */
async function setUp(address: string, shopUrl: string, mcpUrl: string): Promise<string> {
  const made = async (path: string, body: object): Promise<{ readonly id: string }> => {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { readonly id: string };
  };
  await made('/api/tools', {
    name: 'look_up',
    description: 'Looks it up.',
    parameters: { type: 'object', properties: { key: { type: 'string' } }, required: ['key'] },
    method: 'POST',
    url: `${shopUrl}/look`,
    is_read_only: true,
  });
  await made('/api/mcp-servers', { name: 'shop', url: mcpUrl });
  const { id } = await made('/api/agents', {
    name: 'Bench',
    system_prompt: 'x',
    tools: [...TOOLS],
  });
  return id;
}

function report(took: Took): void {
  const rows = took.map((tookMs, index) => {
    const ms = (share: number) => percentile(tookMs, share).toFixed(2);
    return [
      TOOLS[index] ?? '',
      `${tookMs.length} of ${SESSIONS * (ROUNDS - 1)}`,
      ms(0.5),
      ms(0.95),
      ms(0.99),
      ms(1),
    ];
  });
  printTable(['tool', 'calls', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'], rows);
}

/** From the last streamed byte of a call to the request at the tool's server: the built server is a process of its own. */
async function main(): Promise<void> {
  const shop = spawnTypeScript(path.join(__dirname, 'mcp-shop.ts'));
  const providers = await startProviders();
  try {
    const [shopUrl] = await shop.waitFor(/http:\S+/u);
    const modelUrl = await listening(answerAsModel);
    const target = await startVoxBridge(
      { providers: providers.url, sessions: SESSIONS },
      { LOCAL_LLM_BASE_URL: modelUrl, OUTBOUND_ALLOW_PRIVATE: 'true', SESSION_TITLES: 'false' },
    );
    try {
      const address = target.url.replace('ws', 'http');
      const agentId = await setUp(
        address,
        await listening(answerAsShop),
        await listening(answerAsMcp(shopUrl)),
      );
      report(await talk(`${target.url}/ws/voice`, agentId));
    } finally {
      await target.stop();
    }
  } finally {
    providers.stop();
    shop.child.kill();
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    process.exit(1);
  },
);
