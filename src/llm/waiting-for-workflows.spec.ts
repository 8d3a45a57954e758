import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { llmService } from '../../test/support/llm-bench';

const BEGIN = '{"type":"begin","metadata":{"nodeId":"a","itemIndex":0,"runIndex":0}}\n';
const WORDS = '{"type":"item","content":"Hello. ","metadata":{"nodeId":"a"}}\n';

/** The workflow's time is virtual, its connection is real. */
describe('a workflow that streams', () => {
  let clock: VirtualClock;
  let server: Server;
  let upstream: Promise<ServerResponse>;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    clock = new VirtualClock();
    const { promise, resolve } = Promise.withResolvers<ServerResponse>();
    upstream = promise;
    server = createServer((request, response) => {
      request.resume();
      response.write(BEGIN);
      resolve(response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function ask(environment: Record<string, string> = {}) {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/webhook/a`;
    const llm = llmService(
      { LLM_PROVIDER: 'n8n', N8N_WEBHOOK_URL: url, ...environment },
      { clock },
    );
    const said: string[] = [];
    const state = { outcome: 'open' };
    const reading = (async () => {
      const signal = new AbortController().signal;
      for await (const part of llm.generate([{ role: 'user', content: 'Hi.' }], { signal })) {
        if (part.type === 'reply-delta') said.push(part.text);
      }
    })().then(
      () => void (state.outcome = 'complete'),
      (error: { category?: string }) => void (state.outcome = error.category ?? 'error'),
    );
    return { said, state, reading };
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await sleep(2);
  };
  /** So that what was written is there before time goes on. */
  const arrived = async () => {
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  };

  it.each([
    ['its 30 seconds', {}, 29],
    ['as long as it is set to', { N8N_TIMEOUT_SECONDS: '200' }, 199],
  ])('has %s for its first word, `begin` being none', async (_what, environment, seconds) => {
    const { said, state } = ask(environment);
    const response = await upstream;
    await arrived();
    await clock.advance(seconds * 1000);
    expect(state.outcome).toBe('open');
    response.write(WORDS);
    await until(() => said.length > 0);
    response.end(WORDS + BEGIN.replace('begin', 'end'));
    await until(() => state.outcome !== 'open');
    expect([state.outcome, said.join('')]).toEqual(['complete', 'Hello. Hello. ']);
  });

  it('has no longer', async () => {
    const { state, reading } = ask();
    await upstream;
    await arrived();
    await clock.advance(30_000);
    await reading;
    expect(state.outcome).toBe('timeout');
  });

  it('may not fall silent once it speaks', async () => {
    const { said, state, reading } = ask();
    (await upstream).write(WORDS);
    await until(() => said.length > 0);
    await clock.advance(14_000);
    expect(state.outcome).toBe('open');
    await clock.advance(16_000);
    await reading;
    expect(state.outcome).toBe('timeout');
  });
});
