import {
  type Billing,
  type MeteredProvider,
  type OpenUse,
  UsageMeter,
  type UseAmounts,
  type UseTotals,
} from '@vox/voice-core';

export type NotedUse = {
  readonly provider: MeteredProvider;
  readonly billing: Billing;
  /** The newest; undefined while nothing was told. */
  progress: UseAmounts | undefined;
  /** Undefined while it goes on, and where it took nothing. */
  totals: UseTotals | undefined;
  isOver: boolean;
};

/** Notes what it is told of requests. */
export class NotingMeter extends UsageMeter {
  readonly uses: NotedUse[] = [];

  /** What those took that took anything. */
  get totals(): UseTotals[] {
    return this.uses.flatMap(({ totals }) => totals ?? []);
  }

  override begin(provider: MeteredProvider, billing: Billing): OpenUse {
    const use: NotedUse = {
      provider,
      billing,
      progress: undefined,
      totals: undefined,
      isOver: false,
    };
    this.uses.push(use);
    return {
      progress: (amounts) => (use.progress = amounts),
      end: (totals) => {
        if (use.isOver) return;
        use.isOver = true;
        use.totals = totals;
      },
    };
  }
}
