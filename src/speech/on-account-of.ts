import { type Billing, onAccount, type SpendingLimits } from '@vox/voice-core';

import type { Identity } from '../identity';

/**
 * Does `work` on the account of `caller`, without a conversation: what was spent on it before, and by other servers, counts against
 * its limits. That is looked up first, for a second at most.
 */
export function onAccountOf<T>(
  caller: Identity,
  limits: SpendingLimits | undefined,
  work: (billing: Billing) => Promise<T>,
): Promise<T> {
  const billing = billingOf(caller);
  return onAccount(limits, billing, () => work(billing));
}

function billingOf({ ownerId, token }: Identity): Billing {
  const userId = token === undefined ? {} : { userId: token.userId };
  return { purpose: 'request', ownerId, ...userId };
}
