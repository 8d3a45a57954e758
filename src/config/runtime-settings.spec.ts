import { parseConfig } from './app-config';
import { RuntimeSettings, type SettingName, settingNames, settingSchema } from './runtime-settings';

const given = (values: Partial<Record<SettingName, string>>) =>
  new Map(Object.entries(values) as [SettingName, string][]);

describe(RuntimeSettings.name, () => {
  it('has the environment until something is set, and again when it is not any more', () => {
    const settings = new RuntimeSettings(parseConfig({ SILENCE_THRESHOLD_MS: '900' }));
    const { voice, stt } = settings.config;
    expect(voice.SILENCE_THRESHOLD_MS).toBe(900);
    expect(settings.replace(given({ SILENCE_THRESHOLD_MS: '450' }))).toEqual([]);
    expect(voice.SILENCE_THRESHOLD_MS).toBe(450);
    expect(voice.MAX_SPEAKING_TIME_MS).toBe(45_000);
    expect(stt).toEqual(parseConfig({}).stt);
    settings.replace(given({}));
    expect(voice.SILENCE_THRESHOLD_MS).toBe(900);
  });

  it('tells of each what holds, why, and what would hold without', () => {
    const settings = new RuntimeSettings(parseConfig({ TTS_RATE: '1.2' }));
    settings.replace(given({ TTS_RATE: '0.8' }));
    const byName = Object.fromEntries(settings.list().map((one) => [one.name, one]));
    expect(byName['TTS_RATE']).toMatchObject({
      value: 0.8,
      environmentValue: 1.2,
      isSetHere: true,
      description: 'Speaking rate for agents that set none.',
      limits: 'A number from 0.5 to 2',
    });
    expect(byName['LOG_LEVEL']).toMatchObject({ value: 'info', isSetHere: false });
    expect(byName['THINKING_SOUND_AFTER_MS']?.value).toBeUndefined();
  });

  it('keeps to the environment where what is stored cannot be right (any more), and says so', () => {
    const settings = new RuntimeSettings(parseConfig({}));
    const wrong = settings.replace(given({ BARGE_IN_STRATEGY: 'rude', LOG_LEVEL: 'debug' }));
    expect(wrong).toEqual(['BARGE_IN_STRATEGY']);
    expect(settings.config.voice.BARGE_IN_STRATEGY).toBe('immediate');
    expect(settings.config.server.LOG_LEVEL).toBe('debug');
  });

  it.each(settingNames)('%s is checked as the variable is', (name) => {
    expect(settingSchema(name).safeParse('\u0007').success).toBe(false);
  });
});
