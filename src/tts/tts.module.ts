import { Module } from '@nestjs/common';
import { Clock, SpeechSynthesizer, SpendingLimits, SystemClock, UsageMeter } from '@vox/voice-core';

import { AppConfig } from '../config';
import { TtsRoster } from './tts-roster';
import { TtsTrials } from './tts-trials';
import { retryDefaults } from './tts-router';
import { TtsService } from './tts.service';

/** Of WAV and PCM that is made as a file; channels resample frames to their own. */
const FILE_RATE_HZ = 24_000;

/**
 * Speaking: TtsService, also as the voice loop's SpeechSynthesizer. The embedded engine, where it is asked at all, is
 * warm when the server says that it is ready.
 */
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    {
      provide: TtsRoster,
      inject: [AppConfig, Clock],
      useFactory: ({ tts }: AppConfig, clock: Clock): Promise<TtsRoster> =>
        TtsRoster.of(tts, clock),
    },
    {
      provide: TtsService,
      inject: [
        TtsRoster,
        AppConfig,
        Clock,
        { token: UsageMeter, optional: true },
        { token: SpendingLimits, optional: true },
      ],
      useFactory: (
        roster: TtsRoster,
        { tts }: AppConfig,
        clock: Clock,
        meter?: UsageMeter,
        limits?: SpendingLimits,
      ): TtsService =>
        new TtsService({
          roster,
          clock,
          firstAudioMs: tts.TTS_TIMEOUT_S * 1000,
          stallMs: tts.TTS_STALL_TIMEOUT_S * 1000,
          retry: retryDefaults,
          meter,
          limits,
          healthIntervalMs: tts.TTS_HEALTH_INTERVAL_S * 1000,
          sampleRateHz: FILE_RATE_HZ,
          // Read for each request: they may be set anew.
          defaults: {
            get rate() {
              return tts.TTS_RATE;
            },
            get pitch() {
              return tts.TTS_PITCH;
            },
          },
        }),
    },
    {
      provide: TtsTrials,
      inject: [TtsRoster, Clock, { token: UsageMeter, optional: true }],
      useFactory: (roster: TtsRoster, clock: Clock, meter?: UsageMeter) =>
        new TtsTrials(roster, clock, meter),
    },
    { provide: SpeechSynthesizer, useExisting: TtsService },
  ],
  exports: [SpeechSynthesizer, TtsRoster, TtsService, TtsTrials],
})
export class TtsModule {}
