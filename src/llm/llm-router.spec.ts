import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

import { requestClosed, requestOpened } from '@vox/stand-ins';
import { VirtualClock } from '@vox/testing';
import type { ReplyPart } from '@vox/voice-core';

import {
  failureOf,
  LlmBench,
  llmService,
  messages,
  modelsAsked,
  read,
  requester,
  textOf,
} from '../../test/support/llm-bench';
import { LlmRouter } from './llm-router';

describe(LlmRouter.name, () => {
  const bench = new LlmBench();
  let moderating: Server | undefined;
  afterEach(() => {
    moderating?.closeAllConnections();
    moderating?.close();
    moderating = undefined;
  });

  it('does not let the demo responder stand in for a model that fails', async () => {
    bench.router.setFault('401');
    expect((await failureOf(read(llmService(bench.routerOnly())))).provider).toBe('openrouter');
  });

  it('asks n8n, then local, when those before it fail, and says why', async () => {
    bench.router.setFault('402');
    bench.n8n.setFault('404');
    const parts = await read(
      llmService({
        ...bench.routerOnly(),
        ...bench.localToo(),
        N8N_WEBHOOK_URL: bench.n8n.webhookUrl,
      }),
    );
    expect(parts[0]).toEqual({
      type: 'reply-start',
      provider: 'local',
      fallbackReason: 'openrouter: quota, n8n: invalid-request',
    });
    expect(textOf(parts)).toBe('The local one says hello.');
  });

  it('says whom it would ask for an agent, and for which model', () => {
    const llm = llmService({ ...bench.routerOnly(), ...bench.localToo() });
    expect(llm.infoFor({}).name).toBe('openrouter');
    const steps = [{ provider: 'gone' }, { provider: 'local', model: 'small-one' }];
    expect(llm.infoFor({ steps })).toMatchObject({
      name: 'local',
      label: 'Local model (small-one)',
    });
    expect(llm.infoFor({ model: 'x/y' }).label).toBe('OpenRouter (x/y)');
    expect(llm.infoFor({ n8nWebhookUrl: bench.n8n.webhookUrl }).name).toBe('openrouter');
    expect(llm.infoFor({ steps: [{ provider: 'gone' }] }).name).toBe('none');
  });

  it('tells others of each retry and fallback, and whom the reply was for', async () => {
    bench.router.setFault('500');
    const llm = llmService({ ...bench.routerOnly(), ...bench.localToo(), LLM_MAX_ATTEMPTS: '2' });
    const told: unknown[] = [];
    llm.troubles.listen((trouble) => told.push(trouble));
    await read(llm, { requester: { ...requester, turnId: 't-1' } });
    const { sessionId } = requester;
    const who = { sessionId, turnId: 't-1', provider: 'openrouter', category: 'server' };
    expect(told).toEqual([
      { ...who, type: 'retry', attempt: 1 },
      { ...who, type: 'fallback', next: 'local' },
    ]);
  });

  it('defect 11: asks each provider for its own model', async () => {
    bench.router.setFault('402');
    await read(llmService({ ...bench.routerOnly(), ...bench.localToo() }), {
      model: 'anthropic/claude',
    });
    expect(modelsAsked(bench.router)).toEqual(['anthropic/claude']);
    expect(modelsAsked(bench.local)).toEqual(['tiny']);
  });

  it('defect 11: asks nobody else when fallback is switched off', async () => {
    bench.router.setFault('402');
    const llm = llmService({
      ...bench.routerOnly(),
      ...bench.localToo(),
      LLM_FALLBACK_ENABLED: 'false',
    });
    await failureOf(read(llm));
    expect(bench.local.requests).toHaveLength(0);
  });

  it.each(['error-chunk', 'cut', 'no-finish'] as const)(
    'defect 11: starts no second answer when one fails in the middle (%s)',
    async (fault) => {
      bench.router.setFault(fault);
      const llm = llmService({ ...bench.routerOnly(), ...bench.localToo() });
      let text = '';
      const reading = (async () => {
        const { signal } = new AbortController();
        for await (const part of llm.generate(messages, { signal })) {
          if (part.type === 'reply-delta') text += part.text;
        }
      })();
      await failureOf(reading);
      expect(text).toMatch(/^The router/u);
      expect(bench.local.requests).toHaveLength(0);
      expect(bench.router.requests).toHaveLength(1);
    },
  );

  it.each(['429', '503', 'empty'] as const)(
    'tries again after a passing failure before the first word (%s)',
    async (fault) => {
      bench.router.setFault(fault, 2);
      expect(textOf(await read(llmService(bench.routerOnly())))).toBe('The router says hello.');
      expect(bench.router.requests).toHaveLength(3);
    },
  );

  it.each(['401', '402', '403', '400'] as const)('does not try again after %s', async (fault) => {
    bench.router.setFault(fault);
    await failureOf(read(llmService(bench.routerOnly())));
    expect(bench.router.requests).toHaveLength(1);
  });

  it('fails after its last try', async () => {
    bench.router.setFault('503');
    const llm = llmService({ ...bench.routerOnly(), LLM_MAX_ATTEMPTS: '2' });
    expect((await failureOf(read(llm))).statusCode).toBe(503);
    expect(bench.router.requests).toHaveLength(2);
  });

  it('defect 11: asks the next one when no word comes in time, and closes the first connection', async () => {
    bench.router.setFault('silent');
    const clock = new VirtualClock();
    const reading = read(llmService({ ...bench.routerOnly(), ...bench.localToo() }, { clock }));
    await requestOpened(bench.router);
    await clock.advance(15_000);
    const parts = await reading;
    expect(parts[0]).toMatchObject({ provider: 'local', fallbackReason: 'openrouter: timeout' });
    expect((await requestClosed(bench.router)).wasAborted).toBe(true);
    expect(bench.router.requests).toHaveLength(1);
    expect(clock.sleepers).toBe(0);
  });

  it('takes comments for life, but not for words', async () => {
    bench.router.setFault('comments');
    const clock = new VirtualClock();
    let isOver = false;
    const reading = read(
      llmService({ ...bench.routerOnly(), LLM_IDLE_TIMEOUT_SECONDS: '4' }, { clock }),
    ).finally(() => (isOver = true));
    await requestOpened(bench.router);
    const asked = jest.spyOn(clock, 'nowMs');
    // Of eight comments six, each noted on the clock: 12 s of it, more than the idle limit, less than the other one.
    for (let step = 0; step < 6; step++) {
      asked.mockClear();
      while (asked.mock.calls.length === 0 && !isOver) await sleep(2);
      await clock.advance(2000);
    }
    expect(textOf(await reading)).toBe('The router says hello.');
  });

  it('breaks off a reply that takes too long in all', async () => {
    bench.router.setFault('stall');
    const clock = new VirtualClock();
    const llm = llmService({ ...bench.routerOnly(), LLM_TIMEOUT_SECONDS: '10' }, { clock });
    const reading = failureOf(read(llm));
    await requestOpened(bench.router);
    await sleep(100);
    await clock.advance(10_000);
    expect((await reading).category).toBe('timeout');
    await requestClosed(bench.router);
  });

  it('does not count the time that its listener takes', async () => {
    const clock = new VirtualClock();
    const llm = llmService({ ...bench.routerOnly(), LLM_TIMEOUT_SECONDS: '10' }, { clock });
    const parts: ReplyPart[] = [];
    const { signal } = new AbortController();
    for await (const part of llm.generate(messages, { signal })) {
      parts.push(part);
      await requestClosed(bench.router);
      await clock.advance(5000);
    }
    expect(parts.at(-1)?.type).toBe('reply-end');
  });

  it('spares every session the wait for a provider that has failed often', async () => {
    bench.router.setFault('503');
    const llm = llmService({ ...bench.routerOnly(), ...bench.localToo() });
    await read(llm, { requester: { ...requester, sessionId: 'first' } });
    expect(bench.router.requests).toHaveLength(3);
    const parts = await read(llm, { requester: { ...requester, sessionId: 'second' } });
    expect(bench.router.requests).toHaveLength(3);
    expect(parts[0]).toMatchObject({ provider: 'local' });
    expect(llm.info.name).toBe('local');
    expect(await llm.health()).toEqual({
      isHealthy: true,
      detail: 'openrouter: open (server), local: closed',
      providers: [
        { name: 'openrouter', circuit: 'open', status: 'down', lastError: 'server' },
        { name: 'local', circuit: 'closed', status: 'up' },
      ],
    });
    expect(llm.providerStates()[0]).toMatchObject({ circuit: 'open', lastError: 'server' });
  });

  it('asks a provider again once it has rested, and keeps it when it works', async () => {
    bench.router.setFault('401', 1);
    const clock = new VirtualClock();
    const llm = llmService(bench.routerOnly(), { clock });
    await failureOf(read(llm));
    expect((await llm.health()).isHealthy).toBe(false);
    await clock.advance(5000);
    expect(textOf(await read(llm))).toBe('The router says hello.');
    expect(llm.providerStates()[0]).toMatchObject({ circuit: 'closed', status: 'up' });
  });

  it('comes back to a provider that was killed and started again', async () => {
    const clock = new VirtualClock();
    const llm = llmService(
      { ...bench.routerOnly(), ...bench.localToo(), LLM_MAX_ATTEMPTS: '1' },
      { clock },
    );
    await bench.router.kill();
    for (let turn = 0; turn < 3; turn++) {
      expect((await read(llm))[0]).toMatchObject({ provider: 'local' });
    }
    await bench.router.restart();
    expect((await read(llm))[0]).toMatchObject({ provider: 'local' });
    await clock.advance(5000);
    expect((await read(llm))[0]).toEqual({ type: 'reply-start', provider: 'openrouter' });
  });

  it('opens no circuit for what one user has said, and repeats it nowhere', async () => {
    const flagged = 'what somebody said';
    const metadata = {
      reasons: ['violence'],
      flagged_input: flagged,
      provider_name: 'OpenAI',
      model_slug: 'openai/gpt-4o',
    };
    const message = `Your chosen model requires moderation and your input was flagged: ${flagged}`;
    let asked = 0;
    moderating = createServer((request, response) => {
      request.resume();
      asked += 1;
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 403, message, metadata } }));
    });
    await once(moderating.listen(0, '127.0.0.1'), 'listening');
    const { port } = moderating.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const llm = llmService({ ...bench.routerOnly(), OPENROUTER_BASE_URL: url });
    for (let times = 1; times <= 4; times++) {
      const failure = await failureOf(read(llm));
      expect(failure).toMatchObject({ category: 'invalid-request', statusCode: 403 });
      expect(inspect(failure, { depth: null })).not.toMatch(/somebody|flagged|violence/u);
      expect(asked).toBe(times);
    }
    expect(llm.providerStates()[0]).toMatchObject({ circuit: 'closed' });
  });

  it('still opens it for a key that may not ask', async () => {
    bench.router.setFault('403');
    const llm = llmService(bench.routerOnly());
    for (let times = 0; times < 4; times++) await failureOf(read(llm));
    expect(bench.router.requests).toHaveLength(3);
  });
});
