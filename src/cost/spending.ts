import {
  answerWithin,
  type Clock,
  entriesUpTo,
  type LimitAmounts,
  type LimitScope,
  type LimitUnit,
  Listeners,
  type Payer,
  type SpendingLimit,
  SpendingLimits,
  startOfUtcDay,
  utcDate,
} from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import type { CostConfig } from '../config';
import { accountsOf, type Account } from './accounts';

/** From here on a limit is nearly reached. */
const NEAR = 0.8;

/** Sums in memory: of sessions and people, by the day; the one that is unused for longest is looked up anew. */
const SUMS = entriesUpTo(100_000);

export type Spent = { readonly [Unit in LimitUnit]: number };

const NOTHING: Spent = { usd: 0, tokens: 0, minutes: 0 };
const SCOPES: readonly LimitScope[] = ['session', 'user', 'agent', 'day'];
const UNITS: readonly LimitUnit[] = ['usd', 'tokens', 'minutes'];

/** What others, and this process before it was started, have spent on an account. */
export abstract class SpentElsewhere {
  /** Rejects when it cannot be looked up. */
  abstract of(account: Account): Promise<Spent>;
}

/** Whoever opens a session does not wait longer to be told what was spent before. */
const PATIENCE_MS = 1000;

/** Requests come in bursts: what was looked up so lately for one of them holds for the others. */
const RECENT_MS = 5000;

type LookUp = { readonly atMs: number; readonly done: Promise<void> };

/**
 * Sums of what is spent, by session, and by user, agent and all of a day: what this process counts, at once, and what is stored by
 * others, as it was looked up last.
 */
export class Spending extends SpendingLimits {
  readonly #own = new LRUCache<string, Spent>(SUMS);
  readonly #others = new LRUCache<string, Spent>(SUMS);
  /** Those of which what others have spent was looked up, or is being. */
  readonly #lookUps = new LRUCache<string, LookUp>(SUMS);
  readonly #open = new Set<() => Payer>();
  readonly #changes = new Listeners<void>();
  /** Who talks, by session: whoever asks for a title knows the session alone. */
  readonly #payers = new LRUCache<string, Payer>(SUMS);
  #today = { startsAtMs: Infinity, day: '' };

  constructor(
    private readonly config: { readonly cost: CostConfig },
    private readonly elsewhere: SpentElsewhere,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {
    super();
  }

  override async open(payer: () => Payer): Promise<{ readonly release: () => void }> {
    this.#open.add(payer);
    const { sessionId, userId } = payer();
    if (sessionId !== undefined && userId !== undefined) this.#payers.set(sessionId, payer());
    await answerWithin(this.clock, PATIENCE_MS, this.#lookUpLately(this.#limited(payer())));
    return { release: () => void this.#open.delete(payer) };
  }

  override reached(payer: Payer): SpendingLimit | undefined {
    return this.#limitsOf(payer).find(({ limit, spent }) => spent >= limit);
  }

  override near(payer: Payer): readonly SpendingLimit[] {
    return this.#limitsOf(payer).filter(
      ({ limit, spent }) => spent >= limit * NEAR && spent < limit,
    );
  }

  override listen(onChange: () => void): () => void {
    return this.#changes.listen(onChange);
  }

  /** Something was spent; less than nothing: it was less than was thought. */
  add(payer: Payer, spent: Spent): void {
    const before = this.#stateOf(payer);
    for (const { key } of this.#accountsOf(payer)) {
      this.#own.set(key, sumOf(this.#own.get(key) ?? NOTHING, spent));
    }
    if (this.#stateOf(payer) !== before) this.#changes.tell();
  }

  /** Looks up anew what was spent elsewhere on the accounts of those who talk. Never rejects. */
  async refresh(): Promise<void> {
    const accounts = [...this.#open].flatMap((payer) => this.#limited(payer()));
    if (accounts.length === 0) return;
    await this.#lookUp([...new Map(accounts.map((account) => [account.key, account])).values()]);
    this.#changes.tell();
  }

  /** Written once a day: it is asked for with each word of an answer. */
  get #day(): string {
    const nowMs = this.clock.wallMs();
    const startsAtMs = startOfUtcDay(nowMs);
    if (this.#today.startsAtMs !== startsAtMs) this.#today = { startsAtMs, day: utcDate(nowMs) };
    return this.#today.day;
  }

  /** Asks for those alone that were not asked for just now. */
  async #lookUpLately(accounts: readonly Account[]): Promise<void> {
    const nowMs = this.clock.nowMs();
    const recent = accounts.map(({ key }) => this.#lookUps.get(key));
    const isRecent = (lookUp: LookUp | undefined) =>
      lookUp !== undefined && nowMs - lookUp.atMs < RECENT_MS;
    const others = accounts.filter((_account, index) => !isRecent(recent[index]));
    const done = this.#lookUp(others);
    for (const { key } of others) this.#lookUps.set(key, { atMs: nowMs, done });
    await Promise.all([done, ...recent.filter(isRecent).map((lookUp) => lookUp?.done)]);
  }

  async #lookUp(accounts: readonly Account[]): Promise<void> {
    try {
      await Promise.all(
        accounts.map(async (account) => {
          this.#others.set(account.key, await this.elsewhere.of(account));
        }),
      );
    } catch (error) {
      // What is known in memory holds, until it is asked for again.
      for (const { key } of accounts) this.#lookUps.delete(key);
      this.onError(error);
    }
  }

  #accountsOf(payer: Payer): Account[] {
    const { sessionId = '', userId } = payer;
    const known = userId === undefined ? this.#payers.get(sessionId) : undefined;
    return accountsOf({ ...known, ...payer }, this.#day);
  }

  /** The accounts of which there is a limit. */
  #limited(payer: Payer): Account[] {
    return this.#accountsOf(payer).filter((account) =>
      this.#amountsOf(account.scope, payer).some(hasAny),
    );
  }

  #limitsOf(payer: Payer): SpendingLimit[] {
    const isLimited = SCOPES.some((scope) => this.#amountsOf(scope, payer).some(hasAny));
    if (!isLimited) return [];
    return this.#accountsOf(payer).flatMap(({ scope, key }) => {
      const amounts = this.#amountsOf(scope, payer);
      return UNITS.flatMap((unit) => {
        const set = amounts.flatMap((amount) => amount[unit] ?? []);
        if (set.length === 0) return [];
        const spent = sumOf(this.#own.get(key) ?? NOTHING, this.#others.get(key) ?? NOTHING)[unit];
        return [{ scope, unit, limit: Math.min(...set), spent: Math.max(0, spent) }];
      });
    });
  }

  /** The server's, and the agent's own. */
  #amountsOf(scope: LimitScope, { agentLimits = {} }: Payer): readonly LimitAmounts[] {
    const { cost } = this.config;
    switch (scope) {
      case 'session': {
        const { CAP_SESSION_USD, CAP_SESSION_TOKENS, CAP_SESSION_MINUTES } = cost;
        const own = amountsOf(CAP_SESSION_USD, CAP_SESSION_TOKENS, CAP_SESSION_MINUTES);
        return [own, agentLimits.session ?? {}];
      }
      case 'user':
        return [amountsOf(cost.CAP_USER_USD, cost.CAP_USER_TOKENS, cost.CAP_USER_MINUTES)];
      case 'agent': {
        const { CAP_AGENT_USD, CAP_AGENT_TOKENS, CAP_AGENT_MINUTES } = cost;
        const own = amountsOf(CAP_AGENT_USD, CAP_AGENT_TOKENS, CAP_AGENT_MINUTES);
        return [own, agentLimits.day ?? {}];
      }
      case 'day':
        return [amountsOf(cost.CAP_DAY_USD, cost.CAP_DAY_TOKENS, cost.CAP_DAY_MINUTES)];
    }
  }

  /** What of the limits on that account is reached, or nearly. */
  #stateOf(payer: Payer): string {
    return this.#limitsOf(payer)
      .map(({ limit, spent }) => (spent >= limit ? 2 : spent >= limit * NEAR ? 1 : 0))
      .join('');
  }
}

function hasAny({ usd, tokens, minutes }: LimitAmounts): boolean {
  return usd !== undefined || tokens !== undefined || minutes !== undefined;
}

function amountsOf(
  usd: number | undefined,
  tokens: number | undefined,
  minutes: number | undefined,
): LimitAmounts {
  return {
    ...(usd === undefined ? {} : { usd }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(minutes === undefined ? {} : { minutes }),
  };
}

function sumOf(one: Spent, other: Spent): Spent {
  return {
    usd: one.usd + other.usd,
    tokens: one.tokens + other.tokens,
    minutes: one.minutes + other.minutes,
  };
}
