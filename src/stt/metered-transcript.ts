import {
  type RecognizerInput,
  type SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  UNKNOWN_BILLING,
  type UsageMeter,
} from '@vox/voice-core';

/**
 * What `recognizer` hears, with `meter` told how much audio it was given, also of an utterance that is given up: an abort of
 * `options.signal` ends the use at once, whatever becomes of the stream.
 */
export async function* meteredTranscript(
  recognizer: SpeechRecognizer,
  input: AsyncIterable<RecognizerInput>,
  options: TranscribeOptions,
  meter: UsageMeter | undefined,
): AsyncGenerator<TranscriptPart, void, void> {
  if (meter === undefined) {
    yield* recognizer.transcribe(input, options);
    return;
  }
  const { signal, billing = UNKNOWN_BILLING } = options;
  const { name, isEmbedded } = recognizer.info;
  const use = meter.begin({ kind: 'stt', name, isEmbedded }, billing);
  let audioMs = 0;
  const end = () => use.end(audioMs > 0 ? { audioMs, isEstimated: false } : undefined);
  const onSent = (sentMs: number) => {
    audioMs += sentMs;
    use.progress({ audioMs });
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    yield* recognizer.transcribe(input, { ...options, onSent });
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
