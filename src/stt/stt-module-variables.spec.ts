import type { FactoryProvider } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { EnergyVoiceActivityDetector, VirtualClock } from '@vox/testing';

import { parseConfig } from '../config';
import { SttModule } from './stt.module';
import { SttRoster } from './stt-roster';
import { SttService } from './stt.service';

jest.mock('./stt.service');

async function optionsUnder(environment: Record<string, string>) {
  const providers = Reflect.getMetadata(MODULE_METADATA.PROVIDERS, SttModule) as readonly Partial<
    FactoryProvider<unknown>
  >[];
  const make = providers.find(({ provide }) => provide === SttService)?.useFactory;
  const served = { WHISPER_SERVER_URL: 'ws://whisperx:4901', STT_FALLBACK_ORDER: 'none' };
  const config = parseConfig({ ...served, ...environment });
  const clock = new VirtualClock();
  const loadEmbedded = () => Promise.reject(new Error('it is not asked'));
  const roster = await SttRoster.of(config.stt, { clock, loadEmbedded });
  make?.(roster, config, new EnergyVoiceActivityDetector(), clock);
  return jest.mocked(SttService).mock.lastCall?.[3];
}

it.each([
  ['SILENCE_THRESHOLD_MS', '900', { silenceThresholdMs: 900 }],
  ['MAX_SPEAKING_TIME_MS', '9000', { maxSpeakingTimeMs: 9000 }],
  ['STT_HEALTH_INTERVAL_SECONDS', '7', { healthIntervalMs: 7000 }],
])('recognition is given %s=%s', async (variable, value, options) => {
  expect(await optionsUnder({})).not.toMatchObject(options);
  expect(await optionsUnder({ [variable]: value })).toMatchObject(options);
});
