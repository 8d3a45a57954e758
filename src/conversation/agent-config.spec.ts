import { AgentEntity } from '@vox/database';

import { toAgentConfig } from './agent-config';

const plain = {
  id: 'a',
  name: 'Ada',
  systemPrompt: 'Be kind.',
  greeting: null,
  llmModel: null,
  n8nWebhookUrl: null,
  temperature: null,
  maxTokens: null,
  ttsVoice: null,
  ttsRate: null,
  ttsPitch: null,
  ttsVolume: null,
  ttsExaggeration: null,
  ttsCfgWeight: null,
  ttsTemperature: null,
  ttsLanguage: null,
  silenceThresholdMs: null,
  bargeIn: null,
  thinkingSoundAfterMs: null,
  filterActionsForTts: false,
  records: false,
  tools: [],
  transferTo: [],
  consults: [],
  redactStored: [],
  redactForModels: [],
  toolConfirmation: null,
  limits: null,
};

function stored(changes: Partial<AgentEntity> = {}): AgentEntity {
  return Object.assign(new AgentEntity(), plain, changes);
}

describe(toAgentConfig, () => {
  it('leaves out what is not set', () => {
    expect(toAgentConfig(stored())).toEqual({
      id: 'a',
      name: 'Ada',
      systemPrompt: 'Be kind.',
      llm: {},
      tts: {},
    });
  });

  it('has every setting that is, zeros included', () => {
    const llmSteps = [{ provider: 'openrouter', model: 'x/y' }, { provider: 'n8n' }];
    const speech = { stt: [{ provider: 'deepgram' }], tts: [{ provider: 'openai', voice: 'v' }] };
    const agent = stored({
      greeting: 'Hello.',
      llmModel: 'z',
      n8nWebhookUrl: 'https://n8n.example.org/webhook/1',
      temperature: 0,
      maxTokens: 50,
      ttsVoice: 'ada',
      ttsRate: 0.9,
      ttsPitch: 1.1,
      ttsVolume: 0,
      ttsExaggeration: 0.5,
      ttsCfgWeight: 0,
      ttsTemperature: 0.8,
      ttsLanguage: 'de',
      silenceThresholdMs: 700,
      bargeIn: 'graceful',
      thinkingSoundAfterMs: 1500,
      filterActionsForTts: true,
      records: true,
      tools: ['current_time'],
      transferTo: ['b'],
      consults: ['c'],
      redactStored: ['email', 'card'],
      redactForModels: ['phone'],
      toolConfirmation: 'always',
      limits: { session: { usd: 0.5 }, day: { tokens: 0 } },
    });
    expect(toAgentConfig(agent, { steps: llmSteps, speech })).toEqual({
      id: 'a',
      name: 'Ada',
      systemPrompt: 'Be kind.',
      greeting: 'Hello.',
      llm: {
        steps: llmSteps,
        model: 'z',
        n8nWebhookUrl: 'https://n8n.example.org/webhook/1',
        temperature: 0,
        maxTokens: 50,
        redact: ['phone'],
      },
      sttSteps: speech.stt,
      tts: {
        steps: speech.tts,
        voice: 'ada',
        rate: 0.9,
        pitch: 1.1,
        volume: 0,
        exaggeration: 0.5,
        cfgWeight: 0,
        temperature: 0.8,
        language: 'de',
      },
      silenceThresholdMs: 700,
      bargeIn: 'graceful',
      thinkingSoundAfterMs: 1500,
      filterActions: true,
      records: true,
      tools: ['current_time'],
      transferTo: ['b'],
      consults: ['c'],
      redactStored: ['email', 'card'],
      toolConfirmation: 'always',
      limits: { session: { usd: 0.5 }, day: { tokens: 0 } },
    });
  });
});
