import { Module } from '@nestjs/common';
import { Clock, SpeechRecognizer, SystemClock, VoiceActivityDetector } from '@vox/voice-core';

import { AppConfig } from '../config';
import { modelsDirectory } from './adapters/embedded/models';
import { MoonshineSpeechRecognizer } from './adapters/embedded/moonshine-speech-recognizer.adapter';
import { SileroVoiceActivityDetector } from './adapters/embedded/silero-voice-activity.adapter';
import { sttProviders } from './stt-providers';
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
      provide: SttService,
      inject: [AppConfig, VoiceActivityDetector, Clock],
      useFactory: async (
        { stt, voice }: AppConfig,
        detector: VoiceActivityDetector,
        clock: Clock,
      ): Promise<SttService> => {
        const loadEmbedded = () => MoonshineSpeechRecognizer.load(modelsDirectory(stt));
        return new SttService(await sttProviders(stt, { clock, loadEmbedded }), detector, clock, {
          // Read for each stream: it may be set anew.
          get silenceThresholdMs() {
            return voice.SILENCE_THRESHOLD_MS;
          },
          maxSpeakingTimeMs: voice.MAX_SPEAKING_TIME_MS,
          healthIntervalMs: stt.STT_HEALTH_INTERVAL_SECONDS * 1000,
        });
      },
    },
    { provide: SpeechRecognizer, useExisting: SttService },
  ],
  exports: [SttService, SpeechRecognizer, VoiceActivityDetector],
})
export class SttModule {}
