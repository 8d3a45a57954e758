import type { FactoryProvider } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { VirtualClock } from '@vox/testing';

import { parseConfig } from '../config';
import { TtsModule } from './tts.module';
import { TtsService } from './tts.service';

jest.mock('./tts.service');

async function optionsUnder(environment: Record<string, string>) {
  const providers = Reflect.getMetadata(MODULE_METADATA.PROVIDERS, TtsModule) as readonly Partial<
    FactoryProvider<unknown>
  >[];
  const make = providers.find(({ provide }) => provide === TtsService)?.useFactory;
  const served = { TTS_OPENAI_BASE_URL: 'http://kokoro:8880/v1', TTS_FALLBACKS: 'none' };
  await make?.(parseConfig({ ...served, ...environment }), new VirtualClock());
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
