import type { ProviderErrorCategory } from '@vox/voice-core';

/** What an HTTP status of a provider means for what to do next. */
export function categoryOfStatus(status: number): ProviderErrorCategory {
  switch (status) {
    case 401:
      return 'authentication';
    case 402:
      return 'quota';
    case 403:
      return 'authorization';
    case 408:
    case 504:
      return 'timeout';
    case 429:
      return 'rate-limit';
    default:
      if (status >= 500) return 'server';
      return status >= 400 ? 'invalid-request' : 'protocol';
  }
}

/** Whoever asks for anything else is answered the same. */
const OF_ALL_REQUESTS: ReadonlySet<ProviderErrorCategory> = new Set([
  'authentication',
  'quota',
  'timeout',
  'server',
]);

/**
 * Whether a server that is asked for a list, or how it is, and answers `status` would serve nobody now. Others (403 of a key that may
 * not list, 404, 429) say only that it does not tell: it may well serve.
 */
export function tellsOfOutage(status: number): boolean {
  // Not implemented: the list.
  return status !== 501 && OF_ALL_REQUESTS.has(categoryOfStatus(status));
}
