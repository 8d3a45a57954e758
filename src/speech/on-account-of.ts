import type { Billing, SpendingLimits } from '@vox/voice-core';

import type { Identity } from '../identity';

/**
 * Does `work` on the account of `caller`, without a conversation: what was spent on it before, and by other servers, counts against
 * its limits. That is looked up first, for a second at most.
 */
export async function onAccountOf<T>(
  caller: Identity,
  limits: SpendingLimits | undefined,
  work: (billing: Billing) => Promise<T>,
): Promise<T> {
  const billing = billingOf(caller);
  const account = await limits?.open(() => billing);
  try {
    return await work(billing);
  } finally {
    account?.release();
  }
}

function billingOf({ ownerId, token }: Identity): Billing {
  const userId = token === undefined ? {} : { userId: token.userId };
  return { purpose: 'request', ownerId, ...userId };
}
