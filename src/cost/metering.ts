import { randomUUID } from 'node:crypto';

import {
  type Billing,
  type Clock,
  type MeteredProvider,
  type OpenUse,
  UsageMeter,
  type UseAmounts,
  type UseTotals,
} from '@vox/voice-core';

import type { Prices } from './prices';
import type { Spending, Spent } from './spending';
import type { Use, UseRecorder } from './use-recorder';

const MS_PER_MINUTE = 60_000;
const STEP_MS = 1000;
const STEP_TOKENS = 4;
const NOTHING: Spent = { usd: 0, tokens: 0, minutes: 0 };

/** Prices each request, counts it against what may be spent while it lasts, and has it stored when it is over. */
export class Metering extends UsageMeter {
  constructor(
    private readonly prices: Prices,
    private readonly spending: Pick<Spending, 'add'>,
    private readonly recorder: Pick<UseRecorder, 'add'>,
    private readonly clock: Clock,
  ) {
    super();
  }

  override begin(provider: MeteredProvider, billing: Billing): OpenUse {
    let isOver = false;
    let counted = NOTHING;
    let told: UseAmounts = {};
    const count = (amounts: UseAmounts, costUsd: number) => {
      const spent = spentOf(amounts, costUsd);
      this.spending.add(billing, without(spent, counted));
      counted = spent;
    };
    return {
      progress: (amounts) => {
        if (isOver || !isMuchMore(amounts, told)) return;
        told = amounts;
        const known = { ...amounts, isEstimated: true };
        count(amounts, this.prices.costOf(provider, known) ?? 0);
      },
      end: (totals) => {
        if (isOver) return;
        isOver = true;
        const costUsd = totals && this.prices.costOf(provider, totals);
        count(totals ?? {}, costUsd ?? 0);
        if (totals !== undefined) this.#record(provider, billing, totals, costUsd);
      },
    };
  }

  #record(
    provider: MeteredProvider,
    billing: Billing,
    totals: UseTotals,
    costUsd: number | undefined,
  ): void {
    const { sessionId, ownerId, userId } = billing;
    const payer = {
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(ownerId == null ? {} : { ownerId }),
      ...(userId === undefined ? {} : { userId }),
    };
    this.recorder.add(payer, {
      ...named(billing),
      ...totals,
      ...(costUsd === undefined ? {} : { costUsd }),
      ...(totals.audioMs === undefined ? {} : { audioMs: Math.round(totals.audioMs) }),
      id: randomUUID(),
      usedAtMs: this.clock.wallMs(),
      kind: provider.kind,
      provider: provider.name,
    });
  }
}

/** Every frame of audio and every word is told of: what is less than this waits for what comes next. */
function isMuchMore(amounts: UseAmounts, before: UseAmounts): boolean {
  const more = (what: keyof UseAmounts) => (amounts[what] ?? 0) - (before[what] ?? 0);
  return more('audioMs') >= STEP_MS || more('completionTokens') >= STEP_TOKENS;
}

function spentOf(
  { promptTokens = 0, completionTokens = 0, audioMs = 0 }: UseAmounts,
  usd: number,
): Spent {
  return { usd, tokens: promptTokens + completionTokens, minutes: audioMs / MS_PER_MINUTE };
}

function without(one: Spent, other: Spent): Spent {
  return {
    usd: one.usd - other.usd,
    tokens: one.tokens - other.tokens,
    minutes: one.minutes - other.minutes,
  };
}

function named({ purpose, turnId, agentId }: Billing): Pick<Use, 'purpose' | 'turnId' | 'agentId'> {
  return {
    purpose,
    ...(turnId === undefined ? {} : { turnId }),
    ...(agentId === undefined ? {} : { agentId }),
  };
}
