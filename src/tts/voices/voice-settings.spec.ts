import { InvalidInputError, type VoiceSettings } from '@vox/voice-core';

import { checkVoiceSettings, normalizedVoiceSettings } from './voice-settings';

describe(checkVoiceSettings.name, () => {
  it.each<VoiceSettings>([
    {},
    { rate: 0.5, pitch: 0.5, volume: 0, exaggeration: 0.25, cfgWeight: 0, temperature: 0.05 },
    { rate: 2, pitch: 2, volume: 2, exaggeration: 2, cfgWeight: 1, temperature: 5 },
    { voice: 'ada', language: 'pt-BR' },
    { language: 'en_US' },
    { language: 'en_US.UTF-8' },
  ])('takes %j', (settings) => {
    expect(() => checkVoiceSettings(settings)).not.toThrow();
  });

  it.each<[string, VoiceSettings]>([
    ['rate', { rate: 0.49 }],
    ['rate', { rate: 2.01 }],
    ['rate', { rate: NaN }],
    ['pitch', { pitch: 0.4 }],
    ['pitch', { pitch: 2.1 }],
    ['volume', { volume: -0.1 }],
    ['volume', { volume: 2.1 }],
    ['exaggeration', { exaggeration: 0.2 }],
    ['exaggeration', { exaggeration: 2.1 }],
    ['cfgWeight', { cfgWeight: -0.1 }],
    ['cfgWeight', { cfgWeight: 1.1 }],
    ['temperature', { temperature: 0 }],
    ['temperature', { temperature: 5.1 }],
    ['voice', { voice: 'x'.repeat(201) }],
    ['language', { language: 'not a language' }],
    ['rate', { rate: 'fast' as unknown as number }],
  ])('names %s in %j', (field, settings) => {
    expect(() => checkVoiceSettings(settings)).toThrow(InvalidInputError);
    expect(() => checkVoiceSettings(settings)).toThrow(expect.objectContaining({ field }));
  });
});

describe(normalizedVoiceSettings.name, () => {
  it.each([
    ['en', 'en'],
    ['en_US', 'en-US'],
    ['EN-us', 'en-US'],
    ['de_AT.UTF-8', 'de-AT'],
    ['ca_ES@valencia', 'ca-ES'],
    ['zh_hant_TW', 'zh-Hant-TW'],
  ])('gives the language %j as %j, and all else as it is', (language, expected) => {
    const settings = { voice: 'ada', rate: 1.2 };
    expect(normalizedVoiceSettings({ ...settings, language })).toEqual({
      ...settings,
      language: expected,
    });
    expect(normalizedVoiceSettings(settings)).toEqual(settings);
  });
});
