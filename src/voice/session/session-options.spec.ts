import { parseConfig, RuntimeSettings, type SettingName } from '../../config';
import { sessionOptions } from './session-options';

it('a session that goes on has the settings of the server as they are now', () => {
  const settings = new RuntimeSettings(parseConfig({}));
  const options = sessionOptions(settings.config.voice);
  expect(options).toMatchObject({ silenceThresholdMs: 600, bargeIn: { strategy: 'immediate' } });
  settings.replace(
    new Map<SettingName, string>([
      ['SILENCE_THRESHOLD_MS', '450'],
      ['BARGE_IN_STRATEGY', 'graceful'],
      ['BARGE_IN_MIN_SPEECH_MS', '300'],
      ['THINKING_SOUND_AFTER_MS', '800'],
    ]),
  );
  expect(options).toMatchObject({
    silenceThresholdMs: 450,
    bargeIn: { strategy: 'graceful', minSpeechMs: 300 },
    thinkingSoundAfterMs: 800,
  });
});
