import { readOptions } from './tts-options';

describe(readOptions.name, () => {
  it.each<[unknown, object]>([
    [
      { voice: 'a', rate: 1.2, cfgWeight: 0.4 },
      { voice: 'a', rate: 1.2, cfgWeight: 0.4 },
    ],
    [
      { speed: 1.2, cfg_weight: 0 },
      { rate: 1.2, cfgWeight: 0 },
    ],
    [{ rate: 1.1, speed: 1.2 }, { rate: 1.1 }],
    [{ voiceMode: 'clone', referenceAudioFilename: 'a.wav' }, { voice: 'a.wav' }],
    [{ voice: 'b', voiceMode: 'clone', referenceAudioFilename: 'a.wav' }, { voice: 'b' }],
    [
      { rate: '1.2', volume: ' 0,5 ', pitch: null },
      { rate: 1.2, volume: 0.5 },
    ],
    [{ voice: 7, language: '' }, { voice: '7' }],
    ['{"speed": 1.5}', { rate: 1.5 }],
    ['```json\n{"speed": 1.5}\n```', { rate: 1.5 }],
    [{ language: 'en_US' }, { language: 'en-US' }],
    [{ language: 'PT-br' }, { language: 'pt-BR' }],
    [{ language: 'de_DE.UTF-8' }, { language: 'de-DE' }],
    [{ language: 'zh_hans_cn' }, { language: 'zh-Hans-CN' }],
    [{ language: 'German' }, { language: 'de' }],
    [{ lang: 'hebrew' }, { language: 'he' }],
    [{ speed: 9, speedFactor: 1.3 }, { rate: 1.3 }],
  ])('makes of %j %j', (options, settings) => {
    expect(readOptions(options).settings).toEqual(settings);
  });

  it.each<[unknown, readonly string[]]>([
    [undefined, []],
    [null, []],
    ['', []],
    [{}, []],
    [{ mood: 'happy' }, []],
    ['loud', ['options']],
    [[1, 2], ['options']],
    [7, ['options']],
    [{ rate: 9 }, ['rate']],
    [{ rate: 'quick', pitch: Number.NaN, volume: -1 }, ['rate', 'pitch', 'volume']],
    [{ rate: { value: 1 }, voice: ['a'] }, ['voice', 'rate']],
    [{ voice: 'x'.repeat(201) }, ['voice']],
    [{ language: 'elvish' }, ['language']],
    [{ language: 'en US' }, ['language']],
    [{ language: 5 }, ['language']],
  ])('leaves all of %j out, and says what it made nothing of', (options, ignored) => {
    expect(readOptions(options)).toEqual({ ignored });
  });
});
