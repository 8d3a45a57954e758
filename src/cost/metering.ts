import { randomUUID } from 'node:crypto';

import {
  type Billing,
  type Clock,
  type MeteredProvider,
  type OpenUse,
  UsageMeter,
  type UseTotals,
} from '@vox/voice-core';

import type { Prices } from './prices';
import type { Use, UseRecorder } from './use-recorder';

/** Prices each request when it is over, and has it stored. */
export class Metering extends UsageMeter {
  constructor(
    private readonly prices: Prices,
    private readonly recorder: Pick<UseRecorder, 'add'>,
    private readonly clock: Clock,
  ) {
    super();
  }

  override begin(provider: MeteredProvider, billing: Billing): OpenUse {
    let isOver = false;
    return {
      progress: () => undefined,
      end: (totals) => {
        if (isOver) return;
        isOver = true;
        if (totals !== undefined) this.#record(provider, billing, totals);
      },
    };
  }

  #record(provider: MeteredProvider, billing: Billing, totals: UseTotals): void {
    const { sessionId, ownerId, userId } = billing;
    const costUsd = this.prices.costOf(provider, totals);
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

function named({ purpose, turnId, agentId }: Billing): Pick<Use, 'purpose' | 'turnId' | 'agentId'> {
  return {
    purpose,
    ...(turnId === undefined ? {} : { turnId }),
    ...(agentId === undefined ? {} : { agentId }),
  };
}
