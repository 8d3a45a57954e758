import type { LimitUnit, Payer } from './payer';

/** Whose spending is limited: one session's, one user's or agent's of a day, or all of a day's. Days are UTC's. */
export type LimitScope = 'session' | 'user' | 'agent' | 'day';

export type SpendingLimit = {
  readonly scope: LimitScope;
  readonly unit: LimitUnit;
  readonly limit: number;
  readonly spent: number;
};

/** A limit is reached: nobody is asked any more on that account. */
export class LimitReachedError extends Error {
  override readonly name = 'LimitReachedError';

  constructor(readonly limit: SpendingLimit) {
    super(limitMessage(limit));
  }
}

/** How much may be spent, and whether it is. */
export abstract class SpendingLimits {
  /**
   * Somebody begins to talk: what was spent on that account before is looked up, and kept up to date until `release`.
   * Resolves within a second or so, whatever the database does; never rejects. Where a session and its user are named, the user
   * pays from then on also for what names the session alone.
   */
  abstract open(payer: () => Payer): Promise<{ readonly release: () => void }>;

  /** A limit that is reached for that account; undefined where none is. Asks nobody. */
  abstract reached(payer: Payer): SpendingLimit | undefined;

  /** Those that are nearly reached. */
  abstract near(payer: Payer): readonly SpendingLimit[];

  /** Told when some limit was nearly, or wholly, reached, or is not any more. @returns ends it. */
  abstract listen(onChange: () => void): () => void;
}

/** @throws LimitReachedError where nobody may be asked any more on that account. */
export function requireUnspent(limits: SpendingLimits | undefined, payer: Payer): void {
  const limit = limits?.reached(payer);
  if (limit !== undefined) throw new LimitReachedError(limit);
}

/** Does `work` once it is known what was spent on that account, by others and before the start; for a second or so it waits for that. */
export async function onAccount<T>(
  limits: SpendingLimits | undefined,
  payer: Payer,
  work: () => Promise<T>,
): Promise<T> {
  const account = await limits?.open(() => payer);
  try {
    return await work();
  } finally {
    account?.release();
  }
}

const OF: Readonly<Record<LimitScope, string>> = {
  session: 'for this conversation',
  user: 'for you today',
  agent: 'for this agent today',
  day: 'for today',
};

function limitMessage({ scope, unit, limit }: SpendingLimit): string {
  const amount = unit === 'usd' ? `$${limit}` : `${limit} ${unit}`;
  return `The limit ${OF[scope]} is reached (${amount}).`;
}
