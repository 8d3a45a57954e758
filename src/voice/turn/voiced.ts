import {
  type AudioFrame,
  InvalidInputError,
  ProviderError,
  type SpeechSynthesizer,
  type SynthesizeOptions,
} from '@vox/voice-core';

import { cutInTwo } from '../text';

/** A shorter text is not refused for its length. */
const MIN_CUT_CHARACTERS = 40;

/** What the voice did not take: the caller's text or settings (`InvalidInputError`), or a provider's `invalid-request`. */
export type Refusal = InvalidInputError | ProviderError;

/**
 * Speaks `text`, and if it is refused, what can be spoken of it: without the settings that are refused, in shorter parts.
 *
 * When nothing of it could be spoken it ends, and `onRefused` is told. An abort ends it quietly.
 * @throws what `tts` throws for another reason, and in mid-sentence.
 */
export async function* voiced(
  tts: SpeechSynthesizer,
  text: string,
  options: SynthesizeOptions,
  onRefused: (refusal: Refusal) => void,
): AsyncGenerator<AudioFrame, void, void> {
  const refusal = yield* attempt(tts, text, options);
  if (refusal !== undefined) onRefused(refusal);
}

async function* attempt(
  tts: SpeechSynthesizer,
  text: string,
  options: SynthesizeOptions,
): AsyncGenerator<AudioFrame, Refusal | undefined, void> {
  let hasSounded = false;
  try {
    for await (const frame of tts.synthesize(text, options)) {
      hasSounded = true;
      yield frame;
    }
    return undefined;
  } catch (error) {
    if (hasSounded || !isRefusal(error)) throw error;
    const fewer = withoutRefused(options, error);
    if (fewer !== undefined) return yield* attempt(tts, text, fewer);
    if (text.length < MIN_CUT_CHARACTERS) return error;
    let isSpoken = false;
    for (const part of cutInTwo(text)) {
      if (options.signal.aborted) return undefined;
      const refusal = yield* attempt(tts, part, options);
      isSpoken ||= refusal === undefined;
    }
    return isSpoken ? undefined : error;
  }
}

/** The text or a setting was not taken: another try with the same is in vain, one with others is not. */
function isRefusal(error: unknown): error is Refusal {
  return (
    error instanceof InvalidInputError ||
    (error instanceof ProviderError && error.category === 'invalid-request')
  );
}

/** The options without the setting that was refused, or without any where it is not told which; undefined when none is left. */
function withoutRefused(options: SynthesizeOptions, error: Refusal): SynthesizeOptions | undefined {
  const { signal, onProvider, steps, billing, ...settings } = options;
  const kept = Object.entries(settings).filter(
    ([name]) => error instanceof InvalidInputError && name !== error.field,
  );
  if (kept.length === Object.keys(settings).length) return undefined;
  return {
    ...Object.fromEntries(kept),
    signal,
    ...(steps === undefined ? {} : { steps }),
    ...(billing === undefined ? {} : { billing }),
    ...(onProvider === undefined ? {} : { onProvider }),
  };
}
