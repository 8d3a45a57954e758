import type { CircuitBreaker } from '@vox/outbound';
import type { ProviderErrorCategory, SpeechRecognizer } from '@vox/voice-core';

/** One engine as the service sees it: made once, shared by every session of the process. */
export type SttSeat = {
  readonly recognizer: SpeechRecognizer;
  readonly breaker: CircuitBreaker;
  /** End of the utterance → final; Infinity when the adapter keeps a deadline of its own. */
  readonly finalTimeoutMs: number;
  /** What is worth asking the same engine once more, at once. */
  readonly retryOn: ReadonlySet<ProviderErrorCategory>;
};
