import {
  type AudioFrame,
  type SpeechSynthesizer,
  type SynthesizeOptions,
  UNKNOWN_BILLING,
  type UsageMeter,
} from '@vox/voice-core';

/**
 * `text` as `synthesizer` speaks it, with `meter` told how long it is, also of speech that is given up: an abort of
 * `options.signal` ends the use at once, whatever becomes of the stream. What fails before its first sound took nothing.
 */
export async function* meteredSpeech(
  synthesizer: SpeechSynthesizer,
  text: string,
  options: SynthesizeOptions,
  meter: UsageMeter | undefined,
): AsyncGenerator<AudioFrame, void, void> {
  if (meter === undefined) {
    yield* synthesizer.synthesize(text, options);
    return;
  }
  const { signal, billing = UNKNOWN_BILLING } = options;
  const { name, isEmbedded } = synthesizer.info;
  const use = meter.begin({ kind: 'tts', name, isEmbedded }, billing);
  // As people count them, and providers.
  const characters = [...text].length;
  let isAsked = false;
  const end = () => use.end(isAsked ? { characters, isEstimated: false } : undefined);
  const onSent = () => {
    isAsked = true;
  };
  signal.addEventListener('abort', end, { once: true });
  let hasSounded = false;
  try {
    for await (const frame of synthesizer.synthesize(text, { ...options, onSent })) {
      hasSounded = true;
      yield frame;
    }
  } catch (error) {
    isAsked = hasSounded;
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
    isAsked ||= hasSounded;
    end();
  }
}
