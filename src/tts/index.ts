export type { SpeechFormat } from './formats/speech-format';
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
