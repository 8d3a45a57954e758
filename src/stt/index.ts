export { SttModule } from './stt.module';
export type { SttHealth, SttProviderHealth } from './stt-health';
export { SttService } from './stt.service';
export type {
  CompleteTranscript,
  TranscribeCompleteOptions,
  TranscribeStreamOptions,
  TranscriptChunk,
} from './recordings/transcript-chunk';
