import { ollamaUsage, tokenUsage } from './token-usage';

describe(tokenUsage.name, () => {
  it.each([
    [
      { prompt_tokens: 12, completion_tokens: 30, total_tokens: 42 },
      { promptTokens: 12, completionTokens: 30 },
    ],
    [{ prompt_tokens: 12 }, { promptTokens: 12 }],
    [{ completion_tokens: 0 }, { completionTokens: 0 }],
    [
      { prompt_tokens: 1, completion_tokens: 2, cost: 0.000125 },
      { promptTokens: 1, completionTokens: 2, costUsd: 0.000125 },
    ],
    [
      { input_tokens: 10, cache_read_input_tokens: 100, cache_creation_input_tokens: 5 },
      { promptTokens: 115 },
    ],
    [{ output_tokens: 7 }, { completionTokens: 7 }],
  ])('reads %j', (value, usage) => {
    expect(tokenUsage(value)).toEqual(usage);
  });

  it.each([
    null,
    undefined,
    7,
    'x',
    [],
    {},
    { total_tokens: 42 },
    { prompt_tokens: '12' },
    { prompt_tokens: -1 },
    { prompt_tokens: Number.NaN },
    { completion_tokens: 1e12 },
    { cost: 'free' },
  ])('is told nothing by %j', (value) => {
    expect(tokenUsage(value)).toBeUndefined();
  });
});

it("reads Ollama's own counts", () => {
  expect(ollamaUsage({ done: true, prompt_eval_count: 26, eval_count: 290 })).toEqual({
    promptTokens: 26,
    completionTokens: 290,
  });
  expect(ollamaUsage({ done: true })).toBeUndefined();
});
