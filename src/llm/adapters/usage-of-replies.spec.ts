import { AnthropicStandIn, OpenAiChatStandIn } from '@vox/stand-ins';
import type { LanguageModel } from '@vox/voice-core';

import { AnthropicLanguageModel } from './anthropic/anthropic-language-model.adapter';
import { localLanguageModel } from './local/local';
import { openRouterLanguageModel } from './openrouter/openrouter';

const transport = { fetch, timeoutMs: 5000 };

/** How the reply to a question ends. */
async function endOf(model: LanguageModel) {
  const { signal } = new AbortController();
  const parts = await Array.fromAsync(
    model.generate([{ role: 'user', content: 'Hello.' }], { signal }),
  );
  return parts.at(-1);
}

describe('what a reply took', () => {
  const usage = { prompt_tokens: 12, completion_tokens: 30, cost: 0.00025 };
  let server: OpenAiChatStandIn;
  beforeEach(async () => (server = await OpenAiChatStandIn.start({ usage })));
  afterEach(() => server.close());
  const local = () => localLanguageModel({ baseUrl: server.url, model: 'm' }, transport);

  it('is asked for and told, and its cost where that is known to be one', async () => {
    expect(await endOf(local())).toEqual({
      type: 'reply-end',
      finishReason: 'stop',
      usage: { promptTokens: 12, completionTokens: 30 },
    });
    const router = { apiKey: 'k', baseUrl: server.url, model: 'm' };
    expect(await endOf(openRouterLanguageModel(router, transport))).toMatchObject({
      usage: { promptTokens: 12, completionTokens: 30, costUsd: 0.00025 },
    });
  });

  it('is not asked for again where that was refused', async () => {
    server.setFault('no-usage');
    const model = local();
    expect(await endOf(model)).toEqual({ type: 'reply-end', finishReason: 'stop' });
    await endOf(model);
    const asked = server.requests.map(({ body }) => 'stream_options' in JSON.parse(body));
    expect(asked).toEqual([true, false, false]);
  });

  it("is put together of an Anthropic reply's first and last event, without what may be no dollars", async () => {
    const anthropic = await AnthropicStandIn.start({
      usage: {
        start: { input_tokens: 11, cache_read_input_tokens: 100, output_tokens: 1 },
        delta: { output_tokens: 9, cost: 0.5 },
      },
    });
    const model = new AnthropicLanguageModel({
      apiKey: 'k',
      baseUrl: anthropic.url,
      model: 'm',
      ...transport,
    });
    const end = await endOf(model);
    await anthropic.close();
    expect(end).toHaveProperty('usage', {
      promptTokens: 111,
      completionTokens: 9,
    });
  });
});
