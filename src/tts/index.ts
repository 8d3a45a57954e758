export type { SpeechFormat } from './speech-format';
export type { TtsProviderHealth } from './tts-health';
export { TtsModule } from './tts.module';
export { TtsService } from './tts.service';
export type {
  AvailableVoice,
  SpeechMetadata,
  SynthesizeBatchOptions,
  SynthesizeCompleteOptions,
  SynthesizedSpeech,
  TtsHealth,
} from './tts.types';
