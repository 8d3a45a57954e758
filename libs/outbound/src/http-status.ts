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
