import { Logger } from '@nestjs/common';
import { N8nStandIn, OpenAiChatStandIn, requestClosed, requestOpened } from '@vox/stand-ins';
import { RELEASE_MS, VirtualClock, within } from '@vox/testing';
import {
  type Clock,
  type GenerateOptions,
  ProviderError,
  type ReplyPart,
  SystemClock,
} from '@vox/voice-core';

import { parseConfig } from '../config';
import { LlmService } from './llm.service';
import { LlmProviders } from './llm-providers';

const messages = [{ role: 'user', content: 'How are you today?' }] as const;
const requester = { sessionId: 's-1', userId: 'ada', agentName: 'Vox' };

let router: OpenAiChatStandIn;
let local: OpenAiChatStandIn;
let n8n: N8nStandIn;
beforeEach(async () => {
  Logger.overrideLogger(false);
  router = await OpenAiChatStandIn.start({ reply: () => 'The router says hello.' });
  local = await OpenAiChatStandIn.start({ reply: () => 'The local one says hello.' });
  n8n = await N8nStandIn.start({ reply: () => 'The workflow says hello.' });
});
afterEach(() => Promise.all([router.close(), local.close(), n8n.close()]));

const routerOnly = () => ({ OPENROUTER_API_KEY: 'k', OPENROUTER_BASE_URL: router.url });
const localToo = () => ({ LOCAL_LLM_BASE_URL: local.url, LOCAL_LLM_MODEL: 'tiny' });
const n8nToo = () => ({ N8N_WEBHOOK_URL: n8n.webhookUrl });

function make(environment: Record<string, string>, clock: Clock = new SystemClock()): LlmService {
  const config = parseConfig(environment);
  return new LlmService(new LlmProviders(config.llm, clock), config, clock);
}

const read = (llm: LlmService, options: Partial<GenerateOptions> = {}) =>
  Array.fromAsync(
    llm.generate(messages, { requester, signal: new AbortController().signal, ...options }),
  );
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
const modelsAsked = (standIn: OpenAiChatStandIn) =>
  standIn.requests.map(({ body }) => (JSON.parse(body) as { model: string }).model);

async function failureOf(reading: Promise<unknown>): Promise<ProviderError> {
  const error = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

describe(LlmService.name, () => {
  it('says who answers, then the reply, then that it is over', async () => {
    const parts = await read(make(routerOnly()));
    expect(parts[0]).toEqual({ type: 'reply-start', provider: 'openrouter' });
    expect(textOf(parts)).toBe('The router says hello.');
    expect(parts.at(-1)).toEqual({ type: 'reply-end', finishReason: 'stop' });
  });

  it('acts when it is asked where a workflow may be asked, also as the last resort', () => {
    expect(make(routerOnly()).actsWhenAsked({})).toBe(false);
    expect(make({ ...routerOnly(), ...n8nToo() }).actsWhenAsked({})).toBe(true);
    const steps = [{ provider: 'openrouter' }];
    expect(make({ ...routerOnly(), ...n8nToo() }).actsWhenAsked({ steps })).toBe(false);
    expect(make(routerOnly()).actsWhenAsked({ n8nWebhookUrl: n8n.webhookUrl })).toBe(true);
  });

  it('answers with the demo responder when nothing is configured', async () => {
    const llm = make({});
    expect(llm.info.label).toContain('demo');
    expect(textOf(await read(llm))).not.toBe('');
  });

  it('does not let the demo responder stand in for a model that fails', async () => {
    router.setFault('401');
    expect((await failureOf(read(make(routerOnly())))).provider).toBe('openrouter');
  });

  it('asks n8n, then local, when those before it fail, and says why', async () => {
    router.setFault('402');
    n8n.setFault('404');
    const parts = await read(make({ ...routerOnly(), ...n8nToo(), ...localToo() }));
    expect(parts[0]).toEqual({
      type: 'reply-start',
      provider: 'local',
      fallbackReason: 'openrouter: quota, n8n: invalid-request',
    });
    expect(textOf(parts)).toBe('The local one says hello.');
  });

  it('defect 11: asks each provider for its own model', async () => {
    router.setFault('402');
    await read(make({ ...routerOnly(), ...localToo() }), { model: 'anthropic/claude' });
    expect(modelsAsked(router)).toEqual(['anthropic/claude']);
    expect(modelsAsked(local)).toEqual(['tiny']);
  });

  it('defect 11: asks nobody else when fallback is switched off', async () => {
    router.setFault('402');
    const llm = make({ ...routerOnly(), ...localToo(), LLM_FALLBACK_ENABLED: 'false' });
    await failureOf(read(llm));
    expect(local.requests).toHaveLength(0);
  });

  it.each(['error-chunk', 'cut', 'no-finish'] as const)(
    'defect 11: starts no second answer when one fails in the middle (%s)',
    async (fault) => {
      router.setFault(fault);
      const llm = make({ ...routerOnly(), ...localToo() });
      let text = '';
      const reading = (async () => {
        const { signal } = new AbortController();
        for await (const part of llm.generate(messages, { signal })) {
          if (part.type === 'reply-delta') text += part.text;
        }
      })();
      await failureOf(reading);
      expect(text).toMatch(/^The router/u);
      expect(local.requests).toHaveLength(0);
      expect(router.requests).toHaveLength(1);
    },
  );

  it.each(['429', '503', 'empty'] as const)(
    'tries again after a passing failure before the first word (%s)',
    async (fault) => {
      router.setFault(fault, 2);
      expect(textOf(await read(make(routerOnly())))).toBe('The router says hello.');
      expect(router.requests).toHaveLength(3);
    },
  );

  it.each(['401', '402', '403', '400'] as const)('does not try again after %s', async (fault) => {
    router.setFault(fault);
    await failureOf(read(make(routerOnly())));
    expect(router.requests).toHaveLength(1);
  });

  it('fails after its last try', async () => {
    router.setFault('503');
    const llm = make({ ...routerOnly(), LLM_MAX_ATTEMPTS: '2' });
    expect((await failureOf(read(llm))).statusCode).toBe(503);
    expect(router.requests).toHaveLength(2);
  });

  it('defect 11: asks the next one when no word comes in time, and closes the first connection', async () => {
    router.setFault('silent');
    const clock = new VirtualClock();
    const reading = read(make({ ...routerOnly(), ...localToo() }, clock));
    await requestOpened(router);
    await clock.advance(15_000);
    const parts = await reading;
    expect(parts[0]).toMatchObject({ provider: 'local', fallbackReason: 'openrouter: timeout' });
    expect((await requestClosed(router)).wasAborted).toBe(true);
    expect(router.requests).toHaveLength(1);
    expect(clock.sleepers).toBe(0);
  });

  it('takes comments for life, but not for words', async () => {
    router.setFault('comments');
    const clock = new VirtualClock();
    const reading = read(make({ ...routerOnly(), LLM_IDLE_TIMEOUT_SECONDS: '4' }, clock));
    await requestOpened(router);
    // Eight comments in 480 ms of real time, 12 s of the clock: more than the idle limit, less than the other one.
    for (let step = 0; step < 6; step++) {
      await new Promise((resolve) => setTimeout(resolve, 75));
      await clock.advance(2000);
    }
    expect(textOf(await reading)).toBe('The router says hello.');
  });

  it('breaks off a reply that takes too long in all', async () => {
    router.setFault('stall');
    const clock = new VirtualClock();
    const llm = make({ ...routerOnly(), LLM_TIMEOUT_SECONDS: '10' }, clock);
    const reading = failureOf(read(llm));
    await requestOpened(router);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await clock.advance(10_000);
    expect((await reading).category).toBe('timeout');
    await requestClosed(router);
  });

  it('does not count the time that its listener takes', async () => {
    const clock = new VirtualClock();
    const llm = make({ ...routerOnly(), LLM_TIMEOUT_SECONDS: '10' }, clock);
    const parts: ReplyPart[] = [];
    const { signal } = new AbortController();
    for await (const part of llm.generate(messages, { signal })) {
      parts.push(part);
      await requestClosed(router);
      await clock.advance(5000);
    }
    expect(parts.at(-1)?.type).toBe('reply-end');
  });

  it('spares every session the wait for a provider that has failed often', async () => {
    router.setFault('503');
    const llm = make({ ...routerOnly(), ...localToo() });
    await read(llm, { requester: { ...requester, sessionId: 'first' } });
    expect(router.requests).toHaveLength(3);
    const parts = await read(llm, { requester: { ...requester, sessionId: 'second' } });
    expect(router.requests).toHaveLength(3);
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
    router.setFault('401', 1);
    const clock = new VirtualClock();
    const llm = make(routerOnly(), clock);
    await failureOf(read(llm));
    expect((await llm.health()).isHealthy).toBe(false);
    await clock.advance(5000);
    expect(textOf(await read(llm))).toBe('The router says hello.');
    expect(llm.providerStates()[0]).toMatchObject({ circuit: 'closed', status: 'up' });
  });

  it('comes back to a provider that was killed and started again', async () => {
    const clock = new VirtualClock();
    const llm = make({ ...routerOnly(), ...localToo(), LLM_MAX_ATTEMPTS: '1' }, clock);
    await router.kill();
    for (let turn = 0; turn < 3; turn++) {
      expect((await read(llm))[0]).toMatchObject({ provider: 'local' });
    }
    await router.restart();
    expect((await read(llm))[0]).toMatchObject({ provider: 'local' });
    await clock.advance(5000);
    expect((await read(llm))[0]).toEqual({ type: 'reply-start', provider: 'openrouter' });
  });

  it("defect 10: uses the agent's own webhook, whose failures are its own", async () => {
    const own = await N8nStandIn.start({ reply: () => 'The own workflow says hello.' });
    const llm = make({ ...n8nToo(), OUTBOUND_ALLOW_PRIVATE: 'true', LLM_MAX_ATTEMPTS: '1' });
    const options = { n8nWebhookUrl: own.webhookUrl, steps: [{ provider: 'n8n' }] };
    expect(textOf(await read(llm, options))).toBe('The own workflow says hello.');
    own.setFault('401');
    await failureOf(read(llm, options));
    await failureOf(read(llm, options));
    expect(own.requests).toHaveLength(2);
    expect(textOf(await read(llm))).toBe('The workflow says hello.');
    await own.close();
  });

  it('calls the test webhook in test mode', async () => {
    const test = { N8N_TEST_MODE: 'true', N8N_WEBHOOK_TEST_URL: n8n.testWebhookUrl };
    await read(make({ ...n8nToo(), ...test }));
    expect(n8n.requests[0]?.path).toBe('/webhook-test/voice');
  });

  it('says so when none of the providers of an agent is configured', async () => {
    const error = await failureOf(read(make({}), { steps: [{ provider: 'anthropic' }] }));
    expect(error.message).toContain('anthropic');
  });

  it.each(['slow', 'silent'] as const)(
    'defect 12: cancels by session within 250 ms while it is %s',
    async (fault) => {
      router.setFault(fault);
      const llm = make(routerOnly());
      const reading = read(llm);
      await requestOpened(router);
      expect(llm.cancelGeneration('another')).toBe(false);
      expect(llm.cancelGeneration('s-1')).toBe(true);
      const [parts] = await within(RELEASE_MS, Promise.all([reading, requestClosed(router)]));
      expect(parts.at(-1)?.type).not.toBe('reply-end');
      expect(llm.cancelGeneration('s-1')).toBe(false);
      expect(llm.providerStates()[0]?.lastError).toBeUndefined();
    },
  );

  it('defect 12: cancelling one session leaves the others alone', async () => {
    router.setFault('slow');
    const llm = make(routerOnly());
    const first = read(llm);
    const second = read(llm, { requester: { ...requester, sessionId: 's-2' } });
    await requestOpened(router);
    llm.cancelGeneration('s-1');
    expect((await first).at(-1)?.type).not.toBe('reply-end');
    expect((await second).at(-1)?.type).toBe('reply-end');
  });

  it('closes the connection when its reader leaves', async () => {
    router.setFault('slow');
    const { signal } = new AbortController();
    for await (const part of make(routerOnly()).generate(messages, { signal })) {
      if (part.type === 'reply-delta') break;
    }
    expect((await requestClosed(router)).wasAborted).toBe(true);
  });

  it('stops what runs when the server shuts down', async () => {
    router.setFault('silent');
    const llm = make(routerOnly());
    const reading = read(llm);
    await requestOpened(router);
    llm.onApplicationShutdown();
    expect(await reading).toEqual([]);
  });

  it('gives the reply in one piece when streaming is switched off', async () => {
    const parts = await read(make({ ...routerOnly(), LLM_STREAMING_ENABLED: 'false' }));
    expect(parts.filter(({ type }) => type === 'reply-delta')).toHaveLength(1);
  });

  it('hands a delivered reply to the session that waits for it', async () => {
    n8n.setStyle('callback');
    const llm = make({ ...n8nToo(), N8N_REPLY_MODE: 'callback' });
    const reading = read(llm);
    await requestClosed(n8n);
    expect(llm.deliver('s-1', { text: 'Delivered.' })).toBe('taken');
    expect(textOf(await reading)).toBe('Delivered.');
    expect(llm.deliver('s-1', { text: 'Delivered.' })).toBe('nobody-waits');
  });
});
