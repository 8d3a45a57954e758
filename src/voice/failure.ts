import { ProviderError, type VoiceFailure } from '@vox/voice-core';

/** What a failure means to the person who talks. Details go to the log, not to them. */
export function toFailure(error: unknown): VoiceFailure {
  if (!(error instanceof ProviderError)) {
    return {
      code: 'internal_error',
      message: 'Something went wrong on the server. Please try again.',
    };
  }
  switch (error.room) {
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
