import path from 'node:path';

import { spawnTypeScript } from '../integration/support/spawn-typescript';
import { WholeApp } from '../integration/support/whole-app';
import { percentile, printTable } from './report';
import { ROUNDS, SESSIONS, type Took, type Urls } from './tool-calls/wire';

/** From the last streamed byte of a call to the request at the tool's server; all but the server in another process. */
it('calls tools', async () => {
  const world = spawnTypeScript(path.join(__dirname, 'tool-calls', 'world.ts'));
  const [line] = await world.waitFor(/\{.*\}/u);
  const urls = JSON.parse(line) as Urls;
  const whole = await WholeApp.start({
    LOCAL_LLM_BASE_URL: urls.model,
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
    url: `${urls.shop}/look`,
    is_read_only: true,
  });
  await whole.post('/api/mcp-servers', { name: 'shop', url: urls.mcp });
  const made = await whole.post('/api/agents', {
    name: 'Bench',
    system_prompt: 'x',
    tools: ['look_up', 'shop__look'],
    llm_steps: [{ provider: 'local', model: 'm' }],
  });
  const { id: agentId } = (await made.json()) as { readonly id: string };
  const socket = `${whole.url.replace('http', 'ws')}/ws/voice`;
  const answer = await fetch(urls.begin, {
    method: 'POST',
    body: JSON.stringify({ socket, key: whole.key, agentId }),
  });
  const took = (await answer.json()) as Took;
  const rows = took.map((tookMs, index) => {
    expect(tookMs).toHaveLength(SESSIONS * (ROUNDS - 1));
    const ms = (share: number) => percentile(tookMs, share).toFixed(2);
    return [index === 0 ? 'HTTP' : 'MCP', String(tookMs.length), ms(0.5), ms(0.95), ms(1)];
  });
  printTable(['tool', 'calls', 'p50 ms', 'p95 ms', 'longest ms'], rows);
  world.child.kill();
  await whole.stop();
}, 600_000);
