import type { UseTotals } from '@vox/voice-core';

import { Prices } from './prices';

const price = (provider: string, model: string, unit: string, usd: string) =>
  ({ provider, model, unit, usd }) as Parameters<Prices['set']>[0][number];

const provider = (name: string, isEmbedded = false) => ({ kind: 'llm', name, isEmbedded }) as const;

describe(Prices, () => {
  const prices = new Prices();
  prices.set([
    price('openai', '', 'million_prompt_tokens', '2'),
    price('openai', '', 'million_completion_tokens', '8'),
    price('openai', 'mini', 'million_prompt_tokens', '0.5'),
    price('deepgram', '', 'audio_minute', '0.0043'),
    price('voice', '', 'million_characters', '15'),
  ]);
  const tokens = (model?: string): UseTotals => ({
    ...(model === undefined ? {} : { model }),
    promptTokens: 1_000_000,
    completionTokens: 250_000,
    isEstimated: false,
  });

  it.each([
    ['the price of its provider', 'openai', tokens('large'), 4],
    ["its model's own where there is one", 'openai', tokens('mini'), 2.5],
    ['what the provider says, whatever the prices are', 'openai', { ...tokens(), costUsd: 1 }, 1],
    ['the minutes that were heard', 'deepgram', { audioMs: 90_000, isEstimated: false }, 0.006_45],
    ['the characters that were spoken', 'voice', { characters: 200, isEstimated: false }, 0.003],
  ] as const)('is %s', (_what, name, totals, usd) => {
    expect(prices.costOf(provider(name), totals)).toBeCloseTo(usd, 10);
  });

  it('is not known where something has no price, and nothing for what runs here', () => {
    expect(prices.costOf(provider('local'), tokens())).toBeUndefined();
    prices.set([price('openai', '', 'million_prompt_tokens', '2')]);
    expect(prices.costOf(provider('openai'), tokens())).toBeUndefined();
    expect(prices.costOf(provider('moonshine', true), { audioMs: 1, isEstimated: false })).toBe(0);
  });
});
