import { Module } from '@nestjs/common';
import {
  Clock,
  SpeechRecognizer,
  SpendingLimits,
  SystemClock,
  UsageMeter,
  VoiceActivityDetector,
} from '@vox/voice-core';

import { AppConfig } from '../config';
import { modelsDirectory } from './adapters/embedded/models';
import { MoonshineSpeechRecognizer } from './adapters/embedded/moonshine-speech-recognizer.adapter';
import { SileroVoiceActivityDetector } from './adapters/embedded/silero-voice-activity.adapter';
import { SttRoster } from './stt-roster';
import { SttTrials } from './stt-trials';
import { SttService } from './stt.service';

/** Hearing: the engines that the configuration names, loaded and warm when the server says that it is ready. */
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    {
      provide: VoiceActivityDetector,
      inject: [AppConfig],
      useFactory: (config: AppConfig): VoiceActivityDetector =>
        new SileroVoiceActivityDetector(modelsDirectory(config.stt)),
    },
    {
      provide: SttRoster,
      inject: [AppConfig, Clock],
      useFactory: ({ stt }: AppConfig, clock: Clock): Promise<SttRoster> => {
        const loadEmbedded = () =>
          MoonshineSpeechRecognizer.load(modelsDirectory(stt), stt.STT_MODEL);
        return SttRoster.of(stt, { clock, loadEmbedded });
      },
    },
    {
      provide: SttService,
      inject: [
        SttRoster,
        AppConfig,
        VoiceActivityDetector,
        Clock,
        { token: UsageMeter, optional: true },
        { token: SpendingLimits, optional: true },
      ],
      useFactory: (
        roster: SttRoster,
        { stt, voice }: AppConfig,
        detector: VoiceActivityDetector,
        clock: Clock,
        meter?: UsageMeter,
        limits?: SpendingLimits,
      ): SttService => {
        const options = {
          // Read for each stream: it may be set anew.
          get silenceThresholdMs() {
            return voice.SILENCE_THRESHOLD_MS;
          },
          maxSpeakingTimeMs: voice.MAX_SPEAKING_TIME_MS,
          healthIntervalMs: stt.STT_HEALTH_INTERVAL_SECONDS * 1000,
        };
        return new SttService(roster, detector, clock, options, meter, limits);
      },
    },
    {
      provide: SttTrials,
      inject: [SttRoster, Clock, { token: UsageMeter, optional: true }],
      useFactory: (roster: SttRoster, clock: Clock, meter?: UsageMeter) =>
        new SttTrials(roster, clock, meter),
    },
    { provide: SpeechRecognizer, useExisting: SttService },
  ],
  exports: [SttRoster, SttService, SttTrials, SpeechRecognizer, VoiceActivityDetector],
})
export class SttModule {}
