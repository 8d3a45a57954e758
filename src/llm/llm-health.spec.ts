import { Logger } from '@nestjs/common';
import { N8nStandIn, OpenAiChatStandIn } from '@vox/stand-ins';
import { VirtualClock } from '@vox/testing';

import { llmService } from '../../test/support/llm-bench';
import type { LlmService } from './llm.service';

const messages = [{ role: 'user', content: 'Hello.' }] as const;

describe('the health of language models', () => {
  let server: OpenAiChatStandIn;
  let llm: LlmService | undefined;
  const clock = new VirtualClock();

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    server = await OpenAiChatStandIn.start({ reply: () => 'Yes.' });
  });
  afterEach(async () => {
    llm?.onApplicationShutdown();
    await server.close();
  });

  function make(environment: Record<string, string>): LlmService {
    return (llm = llmService({ LLM_MAX_ATTEMPTS: '1', ...environment }, { clock }));
  }

  /** After the first background check. */
  async function checked(environment: Record<string, string>) {
    const service = make(environment);
    await service.checkHealth();
    return service;
  }

  const local = () => ({ LOCAL_LLM_BASE_URL: server.url, LOCAL_LLM_MODEL: 'any' });
  const completions = () => server.requests.filter(({ path }) => path.includes('completions'));

  it('is up with a server that is there, and asks for no completion', async () => {
    const health = await (await checked(local())).health();
    expect(health).toMatchObject({ isHealthy: true, providers: [{ name: 'local', status: 'up' }] });
    expect(completions()).toEqual([]);
  });

  it('is down before anybody talks when no server is there', async () => {
    const health = await (await checked({ LOCAL_LLM_BASE_URL: 'http://127.0.0.1:9/v1' })).health();
    expect(health).toEqual({
      isHealthy: false,
      detail: 'local: does not answer (connectivity)',
      providers: [{ name: 'local', circuit: 'closed', status: 'down', lastError: 'connectivity' }],
    });
  });

  it('is healthy while the next one is there', async () => {
    const service = await checked({
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      ...local(),
    });
    expect(await service.health()).toMatchObject({
      isHealthy: true,
      providers: [
        { name: 'openai', status: 'down' },
        { name: 'local', status: 'up' },
      ],
    });
  });

  it('finds a server that has gone away, and one that has come back', async () => {
    const service = await checked(local());
    await server.kill();
    await service.checkHealth();
    expect((await service.health()).isHealthy).toBe(false);
    await server.restart();
    await service.checkHealth();
    expect((await service.health()).isHealthy).toBe(true);
  });

  it('is unproven, not up, after failures, until a reply or the server itself shows otherwise', async () => {
    const service = make(local());
    await server.kill();
    const { signal } = new AbortController();
    for (let turn = 0; turn < 3; turn++) {
      await expect(Array.fromAsync(service.generate(messages, { signal }))).rejects.toThrow();
    }
    expect((await service.health()).providers).toMatchObject([{ circuit: 'open', status: 'down' }]);
    await clock.advance(60_000);
    expect((await service.health()).providers).toMatchObject([
      { circuit: 'half-open', status: 'unproven', lastError: 'connectivity' },
    ]);
    await server.restart();
    await service.checkHealth();
    expect((await service.health()).providers).toEqual([
      { name: 'local', circuit: 'closed', status: 'up' },
    ]);
  });

  it('does not take a list of models for a proof that answers come', async () => {
    const service = make(local());
    server.setFault('503', 3);
    const { signal } = new AbortController();
    for (let turn = 0; turn < 3; turn++) {
      await expect(Array.fromAsync(service.generate(messages, { signal }))).rejects.toThrow();
    }
    await clock.advance(60_000);
    await service.checkHealth();
    expect((await service.health()).providers).toMatchObject([
      { circuit: 'half-open', status: 'unproven', lastError: 'server' },
    ]);
    await Array.fromAsync(service.generate(messages, { signal }));
    expect((await service.health()).providers).toMatchObject([{ status: 'up' }]);
  });

  it('says of a workflow that it cannot be asked, and does not run it', async () => {
    const n8n = await N8nStandIn.start({ reply: () => 'Yes.' });
    const service = await checked({ N8N_WEBHOOK_URL: n8n.webhookUrl });
    const health = await service.health();
    expect(health.isHealthy).toBe(true);
    expect(health.detail).toContain('n8n cannot be asked without running its workflow');
    expect(n8n.requests).toEqual([]);
    await n8n.close();
  });

  it('names no key and no address', async () => {
    const service = await checked({
      OPENAI_API_KEY: 'sk-PLUMTREE',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    });
    const text = JSON.stringify(await service.health());
    expect(text).not.toMatch(/PLUMTREE|127\.0\.0\.1/u);
  });
});
