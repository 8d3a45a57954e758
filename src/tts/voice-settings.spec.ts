import { InvalidInputError, type VoiceSettings } from '@vox/voice-core';

import { checkVoiceSettings } from './voice-settings';

describe(checkVoiceSettings.name, () => {
  it.each<VoiceSettings>([
    {},
    { rate: 0.5, pitch: 0.5, volume: 0, exaggeration: 0.25, cfgWeight: 0, temperature: 0.05 },
    { rate: 2, pitch: 2, volume: 2, exaggeration: 2, cfgWeight: 1, temperature: 5 },
    { voice: 'ada', language: 'pt-BR' },
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
