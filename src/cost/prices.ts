import type { PriceEntity, PriceUnit } from '@vox/database';
import type { MeteredProvider, UseAmounts, UseTotals } from '@vox/voice-core';

type Price = Pick<PriceEntity, 'provider' | 'model' | 'unit' | 'usd'>;

const UNITS: readonly (readonly [keyof UseAmounts, PriceUnit, perUnit: number])[] = [
  ['promptTokens', 'million_prompt_tokens', 1_000_000],
  ['completionTokens', 'million_completion_tokens', 1_000_000],
  ['audioMs', 'audio_minute', 60_000],
  ['characters', 'million_characters', 1_000_000],
];

/** What providers ask for, in memory, so that nothing waits for the database. */
export class Prices {
  #usd: ReadonlyMap<string, number> = new Map();

  set(prices: readonly Price[]): void {
    this.#usd = new Map(prices.map((price) => [keyOf(price), Number(price.usd)]));
  }

  /**
   * What a request costs, in US dollars: as its provider says, else by the price of its model, else by that of its provider.
   * Undefined where something that it took has no price.
   */
  costOf({ name: provider, isEmbedded }: MeteredProvider, totals: UseTotals): number | undefined {
    if (totals.costUsd !== undefined) return totals.costUsd;
    if (isEmbedded) return 0;
    let usd = 0;
    for (const [what, unit, perUnit] of UNITS) {
      const amount = totals[what] ?? 0;
      if (amount === 0) continue;
      const price = this.#priceOf(provider, totals.model ?? '', unit);
      if (price === undefined) return undefined;
      usd += (amount / perUnit) * price;
    }
    return usd;
  }

  #priceOf(provider: string, model: string, unit: PriceUnit): number | undefined {
    return (
      this.#usd.get(keyOf({ provider, model, unit })) ??
      this.#usd.get(keyOf({ provider, model: '', unit }))
    );
  }
}

function keyOf({ provider, model, unit }: Omit<Price, 'usd'>): string {
  return JSON.stringify([provider, model, unit]);
}
