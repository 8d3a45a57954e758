import { createAgentSchema, toColumns, updateAgentSchema } from './agent.schema';

const wrongFields = (settings: object) =>
  createAgentSchema
    .safeParse({ name: 'Ada', system_prompt: 'Be kind.', ...settings })
    .error?.issues.map(({ path }) => path.join('.'));

describe('an agent as people set it', () => {
  it.each([
    ['llm_steps.0.provider', { llm_steps: [{ provider: 'hal' }] }],
    ['name', { name: '' }],
    ['name', { name: '🤖✨' }],
    ['name', { name: '...' }],
    ['llm_steps.1.provider', { llm_steps: [{ provider: 'local' }, { provider: '42' }] }],
    ['llm_steps', { llm_steps: [] }],
    ['stt_steps.0.provider', { stt_steps: [{ provider: 'chatterbox' }] }],
    ['stt_steps.0', { stt_steps: [{ provider: 'embedded', voice: 'ada' }] }],
    ['tts_steps.0.provider', { tts_steps: [{ provider: 'whisperx' }] }],
    ['tts_steps', { tts_steps: [] }],
    ['n8n_webhook_url', { n8n_webhook_url: 'file:///etc/passwd' }],
    ['n8n_webhook_url', { n8n_webhook_url: 'webhook' }],
    ['n8n_webhook_url', { n8n_webhook_url: `https://n8n.example.org/${'x'.repeat(500)}` }],
    ['tts_volume', { tts_volume: 2.1 }],
    ['tts_exaggeration', { tts_exaggeration: 0.2 }],
    ['tts_cfg_weight', { tts_cfg_weight: 1.1 }],
    ['tts_temperature', { tts_temperature: 0 }],
    ['tts_language', { tts_language: 'not a language' }],
    ['barge_in', { barge_in: 'never' }],
    ['thinking_sound_after_ms', { thinking_sound_after_ms: 99 }],
    ['tools.1', { tools: ['current_time', 'what time?'] }],
    ['discord.mode', { discord: { mode: 'party' } }],
    ['discord.wake_phrases.0', { discord: { wake_phrases: [' '] } }],
    ['discord.wake_phrases.1', { discord: { wake_phrases: ['hey Ada', '👋'] } }],
    [
      'discord.auto_join_channel_ids.0',
      { discord: { auto_join_channel_ids: [123456789012345678] } },
    ],
    ['discord.auto_join_channel_ids.0', { discord: { auto_join_channel_ids: ['lobby'] } }],
    ['discord', { discord: { mod: 'room' } }],
    ['discord_token', { discord_token: 'Bot abc.def.ghi' }],
    ['tool_confirmation', { tool_confirmation: 'sometimes' }],
    ['limits.day.usd', { limits: { day: { usd: -1 } } }],
    ['limits.session', { limits: { session: { euros: 1 } } }],
    ['limits', { limits: { week: { usd: 1 } } }],
    ['filter_actions_for_tts', { filter_actions_for_tts: null }],
    ['records', { records: 'yes' }],
    ['redact_stored.0', { redact_stored: ['name'] }],
    ['redact_for_models', { redact_for_models: null }],
  ])('is refused by the name of %s', (field, settings) => {
    expect(wrongFields(settings)).toEqual([field]);
  });

  it.each(['Zoë 🤖', '지니', '42', 'R2-D2', 'Ὅμηρος', 'さくら'])('may be named %s', (name) => {
    expect(wrongFields({ name })).toBeUndefined();
  });

  it('takes every setting at both ends of its range, and null for the default', () => {
    const low = { tts_volume: 0, tts_exaggeration: 0.25, tts_cfg_weight: 0, tts_temperature: 0.05 };
    const high = { tts_volume: 2, tts_exaggeration: 2, tts_cfg_weight: 1, tts_temperature: 5 };
    const none = { llm_steps: null, n8n_webhook_url: null, tts_language: null, barge_in: null };
    for (const settings of [low, high, none]) expect(wrongFields(settings)).toBeUndefined();
  });

  it('changes the columns that a request names, and no others', () => {
    const request = updateAgentSchema.parse({ tts_cfg_weight: 0, barge_in: null });
    expect(toColumns(request)).toEqual({ ttsCfgWeight: 0, bargeIn: null });
  });
});

describe('text of an agent that the database cannot hold', () => {
  const with_ = (bad: string) => ({
    name: bad,
    system_prompt: bad,
    greeting: bad,
    llm_steps: [{ provider: 'local', model: bad }],
    llm_model: bad,
    n8n_webhook_url: `https://n8n.example/${bad}`,
    tts_voice: bad,
    tts_language: `en-${bad}`,
    discord_token: bad,
  });

  it.each(['a\0b', 'a\ud83d', '\ude00b'])('is refused by the name of its field: %j', (bad) => {
    for (const [field, value] of Object.entries(with_(bad))) {
      const [wrong] = wrongFields({ [field]: value }) ?? [];
      expect(wrong).toBe(field === 'llm_steps' ? 'llm_steps.0.model' : field);
    }
    expect(wrongFields({ discord: { wake_phrases: [bad] } })).toEqual(['discord.wake_phrases.0']);
    expect(wrongFields({ discord: { notice_text: bad } })).toEqual(['discord.notice_text']);
    const create = createAgentSchema.safeParse({ name: 'a', system_prompt: bad });
    expect(create.error?.issues[0]?.path).toEqual(['system_prompt']);
  });
});
