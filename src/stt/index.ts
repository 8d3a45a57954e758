export { SttModule } from './stt.module';
export type { SttHealth, SttProviderHealth } from './stt-health';
export { type SttProviderRow, type SttRowKind, sttRowKinds } from './stt-provider-row';
export { type EnvironmentSttProvider, SttRoster } from './stt-roster';
export { type SttTrial, SttTrials } from './stt-trials';
export { SttService } from './stt.service';
export type {
  CompleteTranscript,
  TranscribeCompleteOptions,
  TranscribeStreamOptions,
  TranscriptChunk,
} from './recordings/transcript-chunk';
