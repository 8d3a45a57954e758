import { tellsOfOutage } from '@vox/outbound';
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

/** Whether `error`, of a server that was asked how it is, says only that it does not tell (403, 404, 429): it may well speak. */
export function doesNotTell(error: unknown): boolean {
  if (!(error instanceof ProviderError) || error.statusCode === undefined) return false;
  return !tellsOfOutage(error.statusCode);
}
