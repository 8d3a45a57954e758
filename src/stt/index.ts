export { SttModule } from './stt.module';
export { type SttHealth, type SttProviderHealth, SttService } from './stt.service';
export type {
  CompleteTranscript,
  TranscribeCompleteOptions,
  TranscribeStreamOptions,
  TranscriptChunk,
} from './transcript-chunk';
