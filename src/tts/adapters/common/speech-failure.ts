import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

/** `what` completes "The … speech server"; it names no text, key or address. */
export function speechFailure(
  provider: string,
  what: string,
  category: ProviderErrorCategory,
  details: { readonly statusCode?: number; readonly cause?: unknown } = {},
): ProviderError {
  return new ProviderError(`The ${provider} speech server ${what}`, {
    kind: 'tts',
    provider,
    category,
    ...details,
  });
}
