import { Logger } from '@nestjs/common';
import { OpenAiChatStandIn } from '@vox/stand-ins';
import { VirtualClock } from '@vox/testing';
import { askedInBackground } from '@vox/voice-core';

import { read, textOf } from '../../test/support/llm-bench';
import { parseConfig } from '../config';
import type { LlmProviderRow } from './llm-provider-row';
import { LlmProviders } from './llm-providers';
import { LlmService } from './llm.service';
import { LlmTrials } from './llm-trials';

const ATTIC = '0b6f3c1e-5b7a-4c0e-9f43-000000000001';
const CELLAR = '0b6f3c1e-5b7a-4c0e-9f43-000000000002';

describe('servers of language models that people have added', () => {
  let attic: OpenAiChatStandIn;
  let cellar: OpenAiChatStandIn;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    attic = await OpenAiChatStandIn.start({ reply: () => 'The attic.', apiKey: 'attic-key' });
    cellar = await OpenAiChatStandIn.start({ reply: () => 'The cellar.' });
  });
  afterEach(() => Promise.all([attic.close(), cellar.close()]));

  const atticRow = (changes: Partial<LlmProviderRow> = {}): LlmProviderRow => ({
    id: ATTIC,
    name: 'Attic',
    kind: 'local',
    baseUrl: attic.url,
    apiKey: 'attic-key',
    model: 'stand-in-large',
    ...changes,
  });
  const cellarRow = (): LlmProviderRow => ({
    id: CELLAR,
    name: 'Cellar',
    kind: 'local',
    baseUrl: cellar.url,
  });

  const start = (environment: Record<string, string> = {}, clock = new VirtualClock()) => {
    const config = parseConfig({ LLM_MAX_ATTEMPTS: '1', ...environment });
    const providers = new LlmProviders(config.llm, clock);
    return {
      providers,
      llm: new LlmService(providers, config, clock),
      trials: new LlmTrials(providers, config.llm, clock),
    };
  };

  it('answer where the environment has only the demo responder, in their order', async () => {
    const { providers, llm } = start();
    expect(llm.info.name).toBe('demo-responder');
    providers.setRows([cellarRow(), atticRow()]);
    expect(llm.info).toEqual({ name: 'Cellar', label: 'Cellar', isEmbedded: false });
    expect(textOf(await read(llm))).toBe('The cellar.');
    cellar.setFault('503');
    const parts = await read(llm);
    expect(parts[0]).toEqual({
      type: 'reply-start',
      provider: 'Attic',
      fallbackReason: 'Cellar: server',
    });
    expect(textOf(parts)).toBe('The attic.');
    providers.setRows([]);
    expect(llm.info.name).toBe('demo-responder');
  });

  it('are asked what is no conversation, by their ids, and the demo responder is not', async () => {
    const { providers, llm } = start();
    expect(askedInBackground({ llm: {} }, llm)).toBeUndefined();
    providers.setRows([cellarRow(), atticRow()]);
    const agent = { llm: { model: 'stand-in-small', redact: ['phone'] as const } };
    const whom = askedInBackground(agent, llm);
    expect(whom).toEqual({
      steps: [{ provider: CELLAR, model: 'stand-in-small' }, { provider: ATTIC }],
      redact: ['phone'],
    });
    expect(textOf(await read(llm, whom))).toBe('The cellar.');
    expect(askedInBackground({ llm: { steps: [{ provider: 'gone' }] } }, llm)).toBeUndefined();
  });

  it('are asked as the steps of an agent name them, each with its key and model', async () => {
    const { providers, llm } = start({ LOCAL_LLM_BASE_URL: cellar.url });
    providers.setRows([atticRow()]);
    const steps = [{ provider: ATTIC }, { provider: 'local' }];
    expect(textOf(await read(llm, { steps }))).toBe('The attic.');
    await read(llm, { steps: [{ provider: ATTIC, model: 'stand-in-small' }] });
    const models = attic.requests.map(({ body }) => (JSON.parse(body) as { model: string }).model);
    expect(models).toEqual(['stand-in-large', 'stand-in-small']);
    expect(attic.requests[0]?.headers.authorization).toBe('Bearer attic-key');
    providers.setRows([]);
    expect(textOf(await read(llm, { steps }))).toBe('The cellar.');
  });

  it('keep their circuit until they change, and get a new one then', async () => {
    const { providers } = start();
    providers.setRows([atticRow(), cellarRow()]);
    const circuit = providers.get(ATTIC)?.breaker;
    providers.setRows([cellarRow(), atticRow()]);
    expect(providers.get(ATTIC)?.breaker).toBe(circuit);
    expect(providers.rowIds).toEqual([CELLAR, ATTIC]);
    providers.setRows([atticRow({ apiKey: 'newer' })]);
    expect(providers.get(ATTIC)?.breaker).not.toBe(circuit);
    const cellarCircuit = providers.get(CELLAR);
    expect(cellarCircuit).toBeUndefined();
  });

  it('are shown by health after those of the server, and are no reason to be healthy where it does not ask them', async () => {
    const { providers, llm } = start({ LLM_PROVIDER: 'local', LOCAL_LLM_BASE_URL: cellar.url });
    providers.setRows([atticRow()]);
    expect((await llm.health()).providers?.map(({ name }) => name)).toEqual(['local', 'Attic']);
    const demo = start({ LLM_PROVIDER: 'demo' });
    demo.providers.setRows([atticRow({ baseUrl: 'http://127.0.0.1:9' })]);
    await demo.llm.checkHealth();
    expect(await demo.llm.health()).toMatchObject({
      isHealthy: true,
      providers: [{ name: 'demo-responder' }, { name: 'Attic', status: 'down' }],
    });
  });

  it('have keys that no message of theirs carries into a log', async () => {
    const { providers, llm } = start();
    providers.setRows([atticRow({ apiKey: 'sk-PLUMTREE' })]);
    const echo = new Error('sk-PLUMTREE');
    expect(providers.secrets).toContain('sk-PLUMTREE');
    await expect(read(llm)).rejects.not.toThrow(echo.message);
  });

  it('are shown, where the environment has them, without key and without user and password', () => {
    const { providers } = start({
      LOCAL_LLM_BASE_URL: 'http://ann:s3cret@127.0.0.1:11434/v1?key=s3cret',
      OPENAI_API_KEY: 's3cret',
      N8N_WEBHOOK_URL: 'http://127.0.0.1:5678/webhook/s3cret',
    });
    expect(providers.environment).toEqual([
      {
        name: 'openai',
        baseUrl: 'https://api.openai.com/v1',
        hasApiKey: true,
        model: 'gpt-4o-mini',
      },
      { name: 'local', baseUrl: 'http://127.0.0.1:11434/v1', hasApiKey: false },
      { name: 'n8n', hasApiKey: false },
      { name: 'demo', hasApiKey: false },
    ]);
  });

  describe('tried out', () => {
    it('answer, and list their models, without being among those that are asked', async () => {
      const { providers, llm, trials } = start();
      expect(await trials.try(atticRow())).toMatchObject({ ok: true, reply: 'The attic.' });
      expect(await trials.models(atticRow())).toEqual(['stand-in-small', 'stand-in-large']);
      expect(providers.rowIds).toEqual([]);
      expect(llm.info.name).toBe('demo-responder');
    });

    it('say what is wrong, without the key, and whatever their circuit says', async () => {
      const { providers, trials } = start();
      const row = atticRow({ apiKey: 'sk-PLUMTREE' });
      providers.setRows([row]);
      for (let count = 0; count < 4; count++) {
        const trial = await trials.try(row);
        expect(trial).toMatchObject({ ok: false, category: 'authentication' });
        expect(JSON.stringify(trial)).not.toContain('PLUMTREE');
      }
      expect(providers.get(ATTIC)?.breaker.state).toBe('closed');
      await expect(trials.models(row)).rejects.toMatchObject({ category: 'authentication' });
    });

    it('never lead to a metadata service', async () => {
      const { trials } = start();
      expect(
        await trials.try(atticRow({ baseUrl: 'http://169.254.169.254/latest' })),
      ).toMatchObject({ ok: false, category: 'invalid-request' });
    });

    it('may be of the environment', async () => {
      const { trials } = start({ LOCAL_LLM_BASE_URL: cellar.url });
      expect(await trials.try('local')).toMatchObject({ ok: true, reply: 'The cellar.' });
      expect(await trials.models('local')).toHaveLength(2);
      expect(await trials.models('demo')).toEqual([]);
      expect(await trials.try('openai')).toMatchObject({ ok: false, category: 'invalid-request' });
    });
  });
});
