import type { Billing } from '@vox/voice-core';

import type { Identity } from '../identity';

/** On whose account something is heard or spoken without a conversation. */
export function billingOf({ ownerId, token }: Identity): Billing {
  const userId = token === undefined ? {} : { userId: token.userId };
  return { purpose: 'request', ownerId, ...userId };
}
