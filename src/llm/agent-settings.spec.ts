import type { AgentConfig } from '@vox/voice-core';

import { withAgentSettings } from './agent-settings';

const webhook = { n8nWebhookUrl: 'https://n8n.example.org/webhook/its' };
const header = { n8nWebhookHeader: { name: 'X-Secret', value: 's3cret' } };
const steps = [{ provider: 'openai', model: 'gpt' }, { provider: 'n8n' }];

const agent = (llm: AgentConfig['llm']): AgentConfig => ({
  id: 'a',
  name: 'Vox',
  systemPrompt: '',
  tts: {},
  llm,
});

describe(withAgentSettings.name, () => {
  it('is what the agent has when nothing is asked for', () => {
    const llm = { steps, temperature: 0, maxTokens: 9, ...webhook, ...header };
    expect(withAgentSettings(agent(llm), {})).toEqual(llm);
  });

  it('puts what is asked for first, and leaves the rest', () => {
    const llm = { model: 'its', temperature: 1, maxTokens: 9 };
    expect(withAgentSettings(agent(llm), { temperature: 0 })).toEqual({ ...llm, temperature: 0 });
  });

  it("leaves the agent's providers out when a model is asked for, but not those that are asked for", () => {
    expect(withAgentSettings(agent({ steps }), { model: 'm' })).toEqual({ model: 'm' });
    const asked = { model: 'm', steps: [{ provider: 'local' }] };
    expect(withAgentSettings(agent({ steps }), asked)).toEqual(asked);
  });

  it("calls no other webhook with the agent's secret", () => {
    const asked = { n8nWebhookUrl: 'https://elsewhere.example.org/webhook' };
    expect(withAgentSettings(agent({ ...webhook, ...header }), asked)).toEqual(asked);
  });
});
