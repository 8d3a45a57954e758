import type { FactoryProvider } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { VirtualClock } from '@vox/testing';

import { type AppConfig, parseConfig, RuntimeSettings, type SettingName } from '../config';
import { TtsModule } from './tts.module';
import { TtsRoster } from './tts-roster';
import { TtsService } from './tts.service';

jest.mock('./tts.service');

const SERVED = { TTS_OPENAI_BASE_URL: 'http://kokoro:8880/v1', TTS_FALLBACKS: 'none' };

const optionsUnder = (environment: Record<string, string>) =>
  optionsOf(parseConfig({ ...SERVED, ...environment }));

const clock = new VirtualClock();

async function optionsOf(config: AppConfig) {
  const providers = Reflect.getMetadata(MODULE_METADATA.PROVIDERS, TtsModule) as readonly Partial<
    FactoryProvider<unknown>
  >[];
  const make = providers.find(({ provide }) => provide === TtsService)?.useFactory;
  make?.(await TtsRoster.of(config.tts, clock), config, clock);
  return jest.mocked(TtsService).mock.lastCall?.[0];
}

it.each([
  ['TTS_RATE', '1.5', { defaults: { rate: 1.5 } }],
  ['TTS_PITCH', '0.8', { defaults: { pitch: 0.8 } }],
  ['TTS_TIMEOUT_S', '7', { firstAudioMs: 7000 }],
  ['TTS_STALL_TIMEOUT_S', '7', { stallMs: 7000 }],
  ['TTS_HEALTH_INTERVAL_S', '7', { healthIntervalMs: 7000 }],
])('speech is given %s=%s', async (variable, value, options) => {
  expect(await optionsUnder({})).not.toMatchObject(options);
  expect(await optionsUnder({ [variable]: value })).toMatchObject(options);
});

it('speech is given its rate, pitch and voice as they are set anew', async () => {
  const settings = new RuntimeSettings(parseConfig(SERVED));
  const given = await optionsOf(settings.config);
  settings.replace(
    new Map<SettingName, string>([
      ['TTS_RATE', '0.8'],
      ['TTS_PITCH', '1.2'],
      ['TTS_OPENAI_VOICE', 'nova'],
    ]),
  );
  expect(given?.defaults).toMatchObject({ rate: 0.8, pitch: 1.2 });
  const fetching = jest
    .spyOn(globalThis, 'fetch')
    .mockResolvedValue(new Response('{}', { status: 404 }));
  const voices = await given?.roster.all[0]?.catalogue?.voices();
  fetching.mockRestore();
  expect(voices).toEqual([{ id: 'nova', name: 'nova' }]);
});
