import { ProviderError, type VoiceFailure } from '@vox/voice-core';

/** Told of a failure before the person is; of a turn's, with its id. */
export type OnFailure = (error: unknown, turnId?: string) => void;

/**
 * What a failure means to the person who talks. Details go to `onFailure`, not to them: one is not told without the other.
 */
export function failureOf(error: unknown, onFailure: OnFailure, turnId?: string): VoiceFailure {
  onFailure(error, turnId);
  return meaningOf(error);
}

function meaningOf(error: unknown): VoiceFailure {
  if (!(error instanceof ProviderError)) {
    return {
      code: 'internal_error',
      message: 'Something went wrong on the server. Please try again.',
    };
  }
  switch (error.kind) {
    case 'stt':
      return {
        code: 'stt_unavailable',
        message: 'Speech recognition failed. Please speak again, or type your message.',
      };
    case 'llm':
      return {
        code: 'llm_unavailable',
        message: 'The language model did not answer. Please try again.',
      };
    case 'tts':
      return {
        code: 'tts_unavailable',
        message: 'Voice synthesis service unavailable. Response will be text-only.',
      };
  }
}
