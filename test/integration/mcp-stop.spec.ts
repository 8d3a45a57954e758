import { setTimeout as sleep } from 'node:timers/promises';

import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

const REVISION = '2026-07-28';
/** Nothing else of the application takes nearly as long to close. */
const LONG_MS = 50_000;

describe('a stop of the whole application', () => {
  it('ends while a client of /mcp listens, who hears that it is over', async () => {
    const whole = await WholeApp.start();
    const method = 'subscriptions/listen';
    const meta = {
      'io.modelcontextprotocol/protocolVersion': REVISION,
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const answer = await fetch(`${whole.url}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${whole.key}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': REVISION,
        'mcp-method': method,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params: { notifications: { toolsListChanged: true }, _meta: meta },
      }),
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const heard = answer.text();
    const deadline = new AbortController();
    const late = sleep(LONG_MS, 'late', { signal: deadline.signal }).catch(() => 'aborted');
    expect(await Promise.race([whole.stop().then(() => 'stopped'), late])).toBe('stopped');
    deadline.abort();
    expect(await heard).toContain('"resultType":"complete"');
  });
});
