import { agentBody, messageBody, sessionBody } from './legacy-bodies';

const OLD = {
  name: 'TechSupport',
  system_prompt: 'You help.',
  temperature: 0.3,
  llm_provider: 'openrouter',
  llm_model: 'anthropic/claude-3.5-sonnet',
  use_n8n: false,
  n8n_webhook_url: null,
  is_default: false,
  tts_voice: 'auren_voice',
  tts_exaggeration: 1,
  tts_cfg_weight: 0.7,
  tts_temperature: 0.3,
  tts_language: 'en',
  filter_actions_for_tts: false,
  memory_scope: 'global',
  plugins: {},
};

describe(agentBody.name, () => {
  it('is the agent in our fields, without what no voice has', () => {
    expect(agentBody(OLD, ['exaggeration'])).toEqual({
      name: 'TechSupport',
      system_prompt: 'You help.',
      temperature: 0.3,
      llm_steps: [{ provider: 'openrouter', model: 'anthropic/claude-3.5-sonnet' }],
      n8n_webhook_url: null,
      is_default: false,
      tts_voice: 'auren_voice',
      tts_exaggeration: 1,
      tts_language: 'en',
      filter_actions_for_tts: false,
    });
  });

  it.each([
    [{ use_n8n: true, llm_provider: 'local' }, { llm_steps: [{ provider: 'n8n' }] }],
    [{ llm_provider: 'local', llm_model: '' }, { llm_steps: [{ provider: 'local' }] }],
    [{ use_n8n: false, llm_model: 'm' }, { llm_model: 'm' }],
    [{ use_n8n: false }, {}],
    [{ plugins: { discord: { enabled: true, bot_token: 'a.b' } } }, { discord_token: 'a.b' }],
    [{ plugins: { discord: { enabled: true, bot_token: '__encrypted__:gA' } } }, {}],
    [{ plugins: { discord: { enabled: false, bot_token: 'a.b' } } }, { discord_token: null }],
    [
      { plugins: { discord: { auto_join: true, channels: ['123456789012345678'] } } },
      { discord: { auto_join_channel_ids: ['123456789012345678'] } },
    ],
    [{ plugins: 'discord', description: 'old' }, {}],
    // Refused by its name later on, as any field that nobody knows.
    [{ use_n8n: false, constructor: 1 }, { constructor: 1 }],
  ])('of a change %j is %j', (body, changed) => {
    expect(agentBody(body, [])).toEqual(changed);
  });

  it.each([{ name: 'Ada', tts_exaggeration: 1 }, [], 'text', null, undefined])(
    'leaves %j, which is not of VoxBridge 1, as it is',
    (body) => expect(agentBody(body, [])).toBe(body),
  );
});

describe(sessionBody.name, () => {
  it('is the session in our fields', () => {
    const session_metadata = '{"device":"kitchen"}';
    const old = { user_id: 'ann', agent_id: 'x', session_type: 'web', session_metadata };
    expect(sessionBody(old)).toEqual({
      user_id: 'ann',
      agent_id: 'x',
      channel: 'webrtc',
      metadata: { device: 'kitchen' },
    });
  });

  it.each([
    [{ title: 'Tea', active: true }, { title: 'Tea' }],
    [{ active: false }, { active: false }],
    [{ session_type: 'extension' }, { channel: 'websocket' }],
    [{ session_type: 'telegraph' }, { channel: 'telegraph' }],
    [{ session_metadata: 'no JSON' }, { metadata: { value: 'no JSON' } }],
    [{ session_metadata: '7' }, { metadata: { value: 7 } }],
    [{ session_metadata: null }, {}],
    [
      { user_id: 'ann', channel: 'discord' },
      { user_id: 'ann', channel: 'discord' },
    ],
  ])('of %j is %j', (body, changed) => expect(sessionBody(body)).toEqual(changed));

  it('leaves what is no object to be refused', () => {
    expect(sessionBody([1])).toEqual([1]);
  });
});

describe(messageBody.name, () => {
  it('is the message without times', () => {
    const times = { audio_duration_ms: 5, llm_latency_ms: null };
    expect(messageBody({ role: 'user', content: 'Hi', ...times })).toEqual({
      role: 'user',
      content: 'Hi',
    });
    expect(messageBody('text')).toBe('text');
  });
});
