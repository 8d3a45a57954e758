import { N8nStandIn, requestClosed, requestOpened } from '@vox/stand-ins';
import { settled } from '@vox/testing';

import {
  failureOf,
  LlmBench,
  llmService,
  messages,
  read,
  requester,
  textOf,
} from '../../test/support/llm-bench';
import { LlmService } from './llm.service';

describe(LlmService.name, () => {
  const bench = new LlmBench();

  it('says who answers, then the reply, then that it is over', async () => {
    const parts = await read(llmService(bench.routerOnly()));
    expect(parts[0]).toEqual({ type: 'reply-start', provider: 'openrouter' });
    expect(textOf(parts)).toBe('The router says hello.');
    expect(parts.at(-1)).toEqual({ type: 'reply-end', finishReason: 'stop' });
  });

  it('acts when it is asked where a workflow may be asked, also as the last resort', () => {
    expect(llmService(bench.routerOnly()).actsWhenAsked({})).toBe(false);
    expect(llmService({ ...bench.routerOnly(), ...bench.n8nToo() }).actsWhenAsked({})).toBe(true);
    const steps = [{ provider: 'openrouter' }];
    expect(llmService({ ...bench.routerOnly(), ...bench.n8nToo() }).actsWhenAsked({ steps })).toBe(
      false,
    );
    expect(
      llmService(bench.routerOnly()).actsWhenAsked({ n8nWebhookUrl: bench.n8n.webhookUrl }),
    ).toBe(true);
  });

  it('answers with the demo responder when nothing is configured', async () => {
    const llm = llmService({});
    expect(llm.info.label).toContain('demo');
    expect(textOf(await read(llm))).not.toBe('');
  });

  it("defect 10: uses the agent's own webhook, whose failures are its own", async () => {
    const own = await N8nStandIn.start({ reply: () => 'The own workflow says hello.' });
    const llm = llmService({
      ...bench.n8nToo(),
      OUTBOUND_ALLOW_PRIVATE: 'true',
      LLM_MAX_ATTEMPTS: '1',
    });
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
    const test = { N8N_TEST_MODE: 'true', N8N_WEBHOOK_TEST_URL: bench.n8n.testWebhookUrl };
    await read(llmService({ ...bench.n8nToo(), ...test }));
    expect(bench.n8n.requests[0]?.path).toBe('/webhook-test/voice');
  });

  it('says so when none of the providers of an agent is configured', async () => {
    const error = await failureOf(read(llmService({}), { steps: [{ provider: 'anthropic' }] }));
    expect(error.message).toContain('anthropic');
  });

  it.each(['slow', 'silent'] as const)(
    'defect 12: cancels by session while it is %s, and closes the connection',
    async (fault) => {
      bench.router.setFault(fault);
      const llm = llmService(bench.routerOnly());
      const reading = read(llm);
      await requestOpened(bench.router);
      expect(llm.cancelGeneration('another')).toBe(false);
      expect(llm.cancelGeneration('s-1')).toBe(true);
      const ended = Promise.all([reading, requestClosed(bench.router)]);
      const [parts, request] = await settled('the end', ended);
      expect(request.wasAborted).toBe(true);
      expect(parts.at(-1)?.type).not.toBe('reply-end');
      expect(llm.cancelGeneration('s-1')).toBe(false);
      expect(llm.providerStates()[0]?.lastError).toBeUndefined();
    },
  );

  it('defect 12: cancelling one session leaves the others alone', async () => {
    bench.router.setFault('slow');
    const llm = llmService(bench.routerOnly());
    const first = read(llm);
    const second = read(llm, { requester: { ...requester, sessionId: 's-2' } });
    await requestOpened(bench.router);
    llm.cancelGeneration('s-1');
    expect((await first).at(-1)?.type).not.toBe('reply-end');
    expect((await second).at(-1)?.type).toBe('reply-end');
  });

  it('closes the connection when its reader leaves', async () => {
    bench.router.setFault('slow');
    const { signal } = new AbortController();
    for await (const part of llmService(bench.routerOnly()).generate(messages, { signal })) {
      if (part.type === 'reply-delta') break;
    }
    expect((await requestClosed(bench.router)).wasAborted).toBe(true);
  });

  it('stops what runs when the server shuts down', async () => {
    bench.router.setFault('silent');
    const llm = llmService(bench.routerOnly());
    const reading = read(llm);
    await requestOpened(bench.router);
    llm.onApplicationShutdown();
    expect(await reading).toEqual([]);
  });

  it('gives the reply in one piece when streaming is switched off', async () => {
    const parts = await read(llmService({ ...bench.routerOnly(), LLM_STREAMING_ENABLED: 'false' }));
    expect(parts.filter(({ type }) => type === 'reply-delta')).toHaveLength(1);
  });

  it('hands a delivered reply to the session that waits for it', async () => {
    bench.n8n.setStyle('callback');
    const llm = llmService({ ...bench.n8nToo(), N8N_REPLY_MODE: 'callback' });
    const reading = read(llm);
    await requestClosed(bench.n8n);
    expect(llm.deliver('s-1', { text: 'Delivered.' })).toBe('taken');
    expect(textOf(await reading)).toBe('Delivered.');
    expect(llm.deliver('s-1', { text: 'Delivered.' })).toBe('nobody-waits');
  });
});
