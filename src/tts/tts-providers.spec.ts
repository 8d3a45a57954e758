import { describeSpeechSynthesizer } from '@vox/testing';
import { ConfigError, SystemClock } from '@vox/voice-core';

import { parseConfig } from '../config';
import { type TtsProvider, ttsProviderOrder, ttsProviders } from './tts-providers';

const CHATTERBOX = { CHATTERBOX_URL: 'http://127.0.0.1:4123/v1' };
const OPENAI = { TTS_OPENAI_BASE_URL: 'http://127.0.0.1:8880/v1' };
const tts = (environment: Record<string, string>) => parseConfig(environment).tts;

describe(ttsProviderOrder.name, () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['embedded']],
    [CHATTERBOX, ['chatterbox', 'embedded']],
    [OPENAI, ['openai', 'embedded']],
    [{ ...CHATTERBOX, ...OPENAI }, ['chatterbox', 'embedded']],
    [{ ...CHATTERBOX, TTS_PROVIDER: 'devnen' }, ['devnen', 'embedded']],
    [{ ...CHATTERBOX, TTS_PROVIDER: 'embedded' }, ['embedded']],
    [{ ...CHATTERBOX, TTS_FALLBACKS: 'none' }, ['chatterbox']],
    [
      { ...CHATTERBOX, ...OPENAI, TTS_FALLBACKS: 'openai, embedded' },
      ['chatterbox', 'openai', 'embedded'],
    ],
  ])('of %j is %j', (environment, order) => {
    expect(ttsProviderOrder(tts(environment))).toEqual(order);
  });

  it.each([
    ['TTS_PROVIDER', { TTS_PROVIDER: 'chatterbox' }],
    ['TTS_PROVIDER', { TTS_PROVIDER: 'devnen' }],
    ['TTS_PROVIDER', { TTS_PROVIDER: 'openai' }],
    ['TTS_FALLBACKS', { ...CHATTERBOX, TTS_FALLBACKS: 'openai' }],
    ['TTS_FALLBACKS', { TTS_FALLBACKS: 'nobody' }],
  ])('refuses to boot on a bad %s', (variable, environment) => {
    expect(() => tts(environment)).toThrow(ConfigError);
    expect(() => tts(environment)).toThrow(variable);
  });
});

describe(ttsProviders.name, () => {
  it('makes every provider with a breaker of its own, the servers with a cap', async () => {
    const config = tts({
      ...CHATTERBOX,
      ...OPENAI,
      DEVNEN_URL: 'http://127.0.0.1:8004',
      TTS_OPENAI_API_KEY: 'sk-1',
      TTS_FALLBACKS: 'devnen,openai,embedded',
    });
    const providers = await ttsProviders(config, new SystemClock());
    try {
      expect(providers.map(({ adapter }) => adapter.info.name)).toEqual([
        'chatterbox',
        'devnen',
        'openai',
        'flite',
      ]);
      expect(new Set(providers.map(({ breaker }) => breaker)).size).toBe(4);
      expect(providers.map(({ gate }) => gate !== undefined)).toEqual([true, true, true, false]);
      expect((await providers[3]?.catalogue?.voices())?.[0]?.id).toBe('rms');
    } finally {
      await Promise.all(providers.map(async ({ close }) => close?.()));
    }
  });
});

// Against real servers: LIVE=1 with their variables, e.g. CHATTERBOX_URL.
if (process.env.LIVE === '1') {
  const live = tts(process.env as Record<string, string>);
  for (const name of ttsProviderOrder(live)) {
    const only = { ...live, TTS_PROVIDER: name, TTS_FALLBACKS: [] };
    let providers: TtsProvider[] = [];
    describeSpeechSynthesizer(`${name}, live`, {
      make: async () => {
        providers = await ttsProviders(only, new SystemClock());
        return (providers[0] as TtsProvider).adapter;
      },
      close: async () => providers[0]?.close?.(),
      hasRate: name !== 'chatterbox',
    });
  }
}
