import { ConfigError } from '@vox/voice-core';

import { agentColumns, agentSteps } from './agent-columns';
import { importArguments } from './arguments';
import { freeName } from './free-name';
import { agentRowSchema, sessionRowSchema } from './predecessor-rows';
import { sessionColumns } from './session-columns';

const ID = '3f2c1e70-0000-4000-8000-00000000000a';
const agent = (more: object) =>
  agentRowSchema.parse({ id: ID, name: 'Auren', system_prompt: 'Be kind.', ...more });
const session = (more: object) => sessionRowSchema.parse({ id: ID, user_id: 'ann', ...more });

describe(agentColumns.name, () => {
  it('takes the first version as it takes the last', () => {
    expect(agentColumns(agent({ temperature: 0.7, tts_rate: 1.1, tts_pitch: 0 }))).toMatchObject({
      temperature: 0.7,
      ttsRate: 1.1,
      ttsPitch: null,
      ttsExaggeration: null,
      isActive: true,
      filterActionsForTts: false,
    });
    const last = agent({ tts_exaggeration: 1, tts_cfg_weight: 0.7, tts_temperature: 9 });
    expect(agentColumns(last)).toMatchObject({
      ttsExaggeration: 1,
      ttsCfgWeight: 0.7,
      ttsTemperature: null,
      ttsRate: null,
    });
  });

  it.each([
    ['en', 'en'],
    ['pt_br', 'pt-BR'],
    ['not a language', null],
  ])('reads the language %s as %s', (tts_language, ttsLanguage) => {
    expect(agentColumns(agent({ tts_language }))).toMatchObject({ ttsLanguage });
  });

  it('joins by itself where it did, and nowhere where it did not', () => {
    const channels = ['1234567890123456789', 'general', 5];
    const discord = (auto_join: boolean) =>
      agentColumns(agent({ plugins: { discord: { enabled: true, channels, auto_join } } })).discord;
    expect(discord(true).auto_join_channel_ids).toEqual(['1234567890123456789']);
    expect(discord(false).auto_join_channel_ids).toEqual([]);
  });

  it.each([null, 'plugins', { discord: 7 }, { n8n: {} }])(
    'bears plugins that are %j',
    (plugins) => {
      expect(agentColumns(agent({ plugins })).discord.auto_join_channel_ids).toEqual([]);
    },
  );
});

describe(agentSteps.name, () => {
  const provider = '3f2c1e70-0000-4000-8000-00000000000b';
  it.each([
    [{ use_n8n: true, llm_provider: 'openrouter' }, [{ provider: 'n8n' }]],
    [{ llm_provider: 'openrouter', llm_model: 'x/y' }, [{ provider: 'openrouter', model: 'x/y' }]],
    [{ llm_provider: 'local_llm', llm_model: '' }, [{ provider: 'local' }]],
    [{ llm_provider_id: provider, llm_model: 'm' }, [{ provider, model: 'm' }]],
    [{ llm_provider_id: ID, llm_provider: 'local' }, [{ provider: 'local' }]],
  ])('of %j are %j', (more, steps) => {
    expect(agentSteps(agent(more), new Set([provider]))).toEqual(steps);
  });
});

describe(sessionColumns.name, () => {
  it('says where it came from, and keeps what was kept with it', () => {
    const metadata = '{"device": "kitchen"}';
    const started_at = new Date(0);
    expect(sessionColumns(session({ started_at, session_metadata: metadata }))).toMatchObject({
      active: false,
      startedAt: started_at,
      endedAt: started_at,
      channel: 'webrtc',
      metadata: { imported_from: 'voxbridge1', voxbridge1: { device: 'kitchen' } },
    });
    const first = sessionColumns(session({ metadata: 'no JSON', discord_guild_id: '7' }));
    expect(first.metadata).toEqual({
      imported_from: 'voxbridge1',
      discord_guild_id: '7',
      voxbridge1: 'no JSON',
    });
  });

  it.each([
    ['discord', '123456789012345678', 'discord:123456789012345678', 'discord'],
    ['discord', 'web_user_default', 'web_user_default', 'discord'],
    ['web', '123456789012345678', '123456789012345678', 'webrtc'],
    ['extension', 'ann', 'ann', 'websocket'],
  ])('knows a user of %s, %s, as %s', (session_type, user_id, userId, channel) => {
    expect(sessionColumns(session({ session_type, user_id }))).toMatchObject({ userId, channel });
  });
});

describe(freeName.name, () => {
  it('tells names apart that are taken, and fits', () => {
    const taken = new Set(['Auren', 'x'.repeat(100)]);
    expect(freeName('Auren', taken)).toBe('Auren (VoxBridge 1)');
    expect(freeName('Auren', taken)).toBe('Auren (VoxBridge 1, 2)');
    expect(freeName('Other', taken)).toBe('Other');
    expect(freeName('x'.repeat(300), taken)).toBe(`${'x'.repeat(86)} (VoxBridge 1)`);
    expect(freeName(' ', taken)).toBe('(VoxBridge 1)');
  });
});

describe(importArguments.name, () => {
  it.each([
    ['postgresql+asyncpg://vox:pw@db:5432/voxbridge', 'postgresql://vox:pw@db:5432/voxbridge'],
    ['postgres://db/voxbridge', 'postgresql://db/voxbridge'],
  ])('reads %s', (given, url) => {
    expect(importArguments([given], {})).toEqual({ url });
  });

  it('takes the key from the command before that of the environment', () => {
    const environment = { PLUGIN_ENCRYPTION_KEY: 'e' };
    const url = 'postgresql://db/v';
    expect(importArguments([url], environment)).toEqual({ url, encryptionKey: 'e' });
    const args = [url, '--encryption-key', 'k'];
    expect(importArguments(args, environment)).toEqual({ url, encryptionKey: 'k' });
  });

  it.each([[[]], [['mysql://x:secret@y']], [['postgresql://a', 'b']], [['--key', 'secret']]])(
    'says for %j how it is used, and quotes no password',
    (args) => {
      expect(() => importArguments(args, {})).toThrow(ConfigError);
      expect(() => importArguments(args, {})).toThrow(/npm run import:voxbridge1 -- postgresql:/u);
      expect(() => importArguments(args, {})).not.toThrow(/secret/u);
    },
  );
});
