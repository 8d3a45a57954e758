import { parseConfig } from '../config';
import { stepsOf } from './llm-steps';

const config = (environment: Record<string, string>) => parseConfig(environment).llm;
const names = (environment: Record<string, string>, options = {}) =>
  stepsOf(config(environment), options).map(({ provider }) => provider);

const openrouter = { OPENROUTER_API_KEY: 'k' };
const local = { LOCAL_LLM_BASE_URL: 'http://127.0.0.1:11434/v1' };
const n8n = { N8N_WEBHOOK_URL: 'http://127.0.0.1:5678/webhook/voice' };
const ownWebhook = 'https://n8n.example.org/webhook/own';

describe(stepsOf.name, () => {
  it('is the demo responder when nothing is configured', () => {
    expect(names({})).toEqual(['demo']);
  });

  it('is the first provider, then n8n, then local', () => {
    expect(names({ ...local, ...n8n, ...openrouter })).toEqual(['openrouter', 'n8n', 'local']);
  });

  it('never falls back to the demo responder', () => {
    expect(names(openrouter)).toEqual(['openrouter']);
  });

  it('begins with the provider that is named', () => {
    expect(names({ ...local, ...n8n, ...openrouter, LLM_PROVIDER: 'local' })).toEqual([
      'local',
      'n8n',
    ]);
  });

  it('defect 11: is one provider only when fallback is switched off', () => {
    const off = { LLM_FALLBACK_ENABLED: 'false' };
    expect(names({ ...openrouter, ...n8n, ...local, ...off })).toEqual(['openrouter']);
    const steps = [{ provider: 'local' }, { provider: 'openrouter' }];
    expect(names({ ...openrouter, ...local, ...off }, { steps })).toEqual(['local']);
  });

  it('leaves n8n out of the fallbacks when that is switched off', () => {
    expect(names({ ...openrouter, ...n8n, ...local, N8N_FALLBACK_ENABLED: 'false' })).toEqual([
      'openrouter',
      'local',
    ]);
  });

  it('defect 11: gives the model of a request to the first provider only', () => {
    expect(stepsOf(config({ ...openrouter, ...local }), { model: 'x/y' })).toEqual([
      { provider: 'openrouter', model: 'x/y' },
      { provider: 'local' },
    ]);
  });

  it('follows the steps of an agent, each with its model, without those that are not configured', () => {
    const steps = [
      { provider: 'anthropic', model: 'a' },
      { provider: 'local', model: 'b' },
      { provider: 'openrouter' },
    ];
    expect(stepsOf(config({ ...openrouter, ...local }), { steps, model: 'ignored' })).toEqual([
      { provider: 'local', model: 'b' },
      { provider: 'openrouter' },
    ]);
  });

  it('defect 10: has n8n where the agent brings a webhook and the server has none', () => {
    expect(names({}, { n8nWebhookUrl: ownWebhook })).toEqual(['n8n']);
    expect(names(openrouter, { n8nWebhookUrl: ownWebhook })).toEqual(['openrouter', 'n8n']);
    const steps = [{ provider: 'n8n' }];
    expect(names(openrouter, { n8nWebhookUrl: ownWebhook, steps })).toEqual(['n8n']);
  });
});

describe('what people have added', () => {
  const rows = ['row-1', 'row-2'];
  const order = (environment: Record<string, string>, options = {}) =>
    stepsOf(config(environment), options, rows).map(({ provider }) => provider);

  it('is the order where the environment has the demo responder only', () => {
    expect(order({})).toEqual(rows);
    expect(stepsOf(config({}), { model: 'm' }, rows)).toEqual([
      { provider: 'row-1', model: 'm' },
      { provider: 'row-2' },
    ]);
  });

  it('comes after what the environment configures', () => {
    expect(order({ ...openrouter, ...local })).toEqual(['openrouter', 'local', ...rows]);
    expect(order({ ...openrouter, LLM_FALLBACK_ENABLED: 'false' })).toEqual(['openrouter']);
  });

  it('is not asked where the demo responder is named', () => {
    expect(order({ LLM_PROVIDER: 'demo' })).toEqual(['demo']);
  });

  it('stands in the steps of an agent as it is named there, and what is not there does not', () => {
    const steps = [{ provider: 'row-2' }, { provider: 'row-9' }, { provider: 'local' }];
    expect(order(local, { steps })).toEqual(['row-2', 'local']);
  });
});

describe('the configuration of language models', () => {
  it.each([
    [{ LLM_PROVIDER: 'openrouter' }, 'OPENROUTER_API_KEY'],
    [{ LLM_PROVIDER: 'local' }, 'LOCAL_LLM_BASE_URL'],
    [{ LLM_PROVIDER: 'n8n' }, 'N8N_WEBHOOK_URL'],
    [{ ...n8n, N8N_TEST_MODE: 'true' }, 'N8N_WEBHOOK_TEST_URL'],
  ])('is refused when %j lacks %s', (environment, variable) => {
    expect(() => parseConfig(environment as Record<string, string>)).toThrow(variable);
  });
});
