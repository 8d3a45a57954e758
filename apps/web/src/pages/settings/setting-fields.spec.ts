import {
  explained,
  operationFields,
  type Setting,
  setHere,
  speakingFields,
} from './setting-fields';

const setting = (parts: Partial<Setting>): Setting => ({
  name: 'TTS_RATE',
  value: 1,
  source: 'environment',
  environment_value: 1,
  description: '',
  limits: null,
  ...parts,
});

describe(setHere.name, () => {
  it('has what is set here, and nothing of the environment', () => {
    const settings = [
      setting({ name: 'TTS_RATE', value: 1.2, source: 'settings' }),
      setting({ name: 'TTS_PITCH', value: 0.9 }),
    ];
    expect(setHere(settings)).toEqual({ TTS_RATE: 1.2 });
  });
});

describe(explained.name, () => {
  it('says at each field what holds while it is empty', () => {
    const settings = [
      setting({ name: 'TTS_RATE', environment_value: 0.8 }),
      setting({ name: 'TTS_PITCH', environment_value: null }),
    ];
    const [rate, pitch] = explained(speakingFields, settings);
    expect(rate).toMatchObject({ hint: 'settings.environment', hintValues: { value: 0.8 } });
    expect(pitch).toMatchObject({ name: 'TTS_PITCH', hint: 'settings.environment_none' });
  });

  it('says words as they are', () => {
    const settings = [setting({ name: 'LOG_LEVEL', environment_value: 'info' })];
    expect(explained(operationFields, settings)).toMatchObject([{ hintValues: { value: 'info' } }]);
  });
});
