import { setTimeout as sleep } from 'node:timers/promises';

import { McpEndpoint } from '../../src/mcp-server/mcp-endpoint';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

const REVISION = '2026-07-28';
/** Nothing else of the application takes nearly as long to close. */
const LONG_MS = 50_000;

/** What the stateless revision asks `method` by. */
function asked(whole: WholeApp, method: string, params: object): Promise<Response> {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return fetch(`${whole.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${whole.key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': REVISION,
      'mcp-method': method,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }),
  });
}

describe('a stop of the whole application', () => {
  it('ends while a client of /mcp listens, who hears that it is over', async () => {
    const whole = await WholeApp.start();
    const answer = await asked(whole, 'subscriptions/listen', {
      notifications: { toolsListChanged: true },
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const heard = answer.text();
    const deadline = new AbortController();
    const late = sleep(LONG_MS, 'late', { signal: deadline.signal }).catch(() => 'aborted');
    expect(await Promise.race([whole.stop().then(() => 'stopped'), late])).toBe('stopped');
    deadline.abort();
    expect(await heard).toContain('"resultType":"complete"');
  });

  it('answers 503 to what is asked of /mcp from then on, as a problem', async () => {
    const whole = await WholeApp.start();
    expect((await asked(whole, 'tools/list', {})).status).toBe(200);
    // Its part of the stop: the HTTP server closes after all of these.
    await whole.app.get(McpEndpoint, { strict: false }).beforeApplicationShutdown();
    const refused = await asked(whole, 'tools/list', {});
    expect(refused.status).toBe(503);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({
      status: 503,
      detail: 'The server is shutting down',
    });
    await whole.stop();
  });
});
