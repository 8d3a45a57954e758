import { Spending } from '../../../src/cost/spending';
import type { WholeApp } from './whole-app';

/** Has a session spend all that it may, but for a fifth at first. */
export async function reachLimit(whole: WholeApp, sessionId: string): Promise<void> {
  const body = JSON.stringify({ CAP_SESSION_TOKENS: 1_000_000 });
  await whole.ask('/api/settings', { method: 'PATCH', body });
  const spending = whole.app.get(Spending, { strict: false });
  for (const tokens of [800_000, 200_000]) {
    spending.add({ sessionId }, { usd: 0, tokens, minutes: 0 });
  }
}
