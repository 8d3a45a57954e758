export type { SpeechFormat } from './formats/speech-format';
export type { TtsProviderHealth } from './tts-health';
export { TtsModule } from './tts.module';
export { type TtsProviderRow, type TtsRowKind, ttsRowKinds } from './tts-provider-row';
export { type EnvironmentTtsProvider, TtsRoster } from './tts-roster';
export { type TtsTrial, TtsTrials } from './tts-trials';
export { TtsService } from './tts.service';
export type {
  AvailableVoice,
  SpeechMetadata,
  SynthesizeBatchOptions,
  SynthesizeCompleteOptions,
  SynthesizedSpeech,
  TtsHealth,
} from './tts.types';
export type { SpeechVoice } from './voices/speech-voice';
