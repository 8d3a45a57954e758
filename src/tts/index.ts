export type { SpeechProviderHealth } from './provider-monitor';
export type { SpeechFormat } from './speech-format';
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
