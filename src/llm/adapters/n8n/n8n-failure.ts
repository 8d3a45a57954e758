import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

/** A failure of the workflow or of what it answered. */
export function failure(
  category: ProviderErrorCategory,
  what: string,
  details: { readonly statusCode?: number; readonly cause?: unknown } = {},
): ProviderError {
  return new ProviderError(`n8n: ${what}`, { kind: 'llm', provider: 'n8n', category, ...details });
}
