import {
  AsyncQueue,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

import { USER_TEXT } from './script';

/** Audio between two partial transcripts: 800 ms, of which the first has 300 ms from before the speech. */
const FRAMES_PER_PARTIAL = 40;

const WORDS = USER_TEXT.split(' ');

/**
 * Hears the same words in every utterance: partials while it lasts, what the final will be at a pause, the final as
 * soon as the input ends (the silence before that is the loop's own).
 */
export class TimedSpeechRecognizer extends SpeechRecognizer {
  override readonly info: ProviderInfo = {
    name: 'timed-stt',
    label: 'timed recognition (bench)',
    isEmbedded: true,
  };
  /** Most inputs seen waiting for a recognition to take them. */
  longestQueue = 0;

  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    { signal }: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    let frames = 0;
    for await (const item of untilAborted(input, signal)) {
      if (input instanceof AsyncQueue) {
        this.longestQueue = Math.max(this.longestQueue, input.length + 1);
      }
      if (item.type === 'pause') yield { type: 'transcript-preflight', text: USER_TEXT };
      if (item.type !== 'audio' || ++frames % FRAMES_PER_PARTIAL !== 0) continue;
      yield {
        type: 'transcript-partial',
        text: WORDS.slice(0, (3 * frames) / FRAMES_PER_PARTIAL).join(' '),
      };
    }
    if (!signal.aborted) yield { type: 'transcript-final', text: USER_TEXT, confidence: 1 };
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: true });
  }
}
