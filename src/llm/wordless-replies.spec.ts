import { Logger } from '@nestjs/common';
import { OpenAiChatStandIn } from '@vox/stand-ins';

import { llmService } from '../../test/support/llm-bench';
import type { LlmService } from './llm.service';

describe('a model that thinks until its token limit', () => {
  let router: OpenAiChatStandIn;
  let local: OpenAiChatStandIn;
  let warnings: unknown[];
  beforeEach(async () => {
    warnings = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (...said: unknown[]) => warnings.push(said),
    });
    router = await OpenAiChatStandIn.start({ fault: 'thinks-only' });
    local = await OpenAiChatStandIn.start({ reply: () => 'Oslo.' });
  });
  afterEach(() => Promise.all([router.close(), local.close()]));

  const make = (more: Record<string, string> = {}) => {
    const keys = { OPENROUTER_API_KEY: 'sk-or-1', OPENROUTER_BASE_URL: `${router.url}/v1` };
    return llmService({ ...keys, ...more });
  };
  const ask = (llm: LlmService) =>
    Array.fromAsync(
      llm.generate([{ role: 'user', content: 'The capital?' }], {
        signal: new AbortController().signal,
      }),
    );

  it('is asked once a turn, tells that the limit is the reason, and opens no circuit', async () => {
    const llm = make();
    for (let turn = 1; turn <= 4; turn++) {
      await expect(ask(llm)).rejects.toThrow(
        'gave thoughts and no words before it reached its token limit',
      );
      expect(router.requests).toHaveLength(turn);
    }
    expect(llm.providerStates()[0]).not.toHaveProperty('lastError');
    expect(llm.providerStates()[0]).toMatchObject({ circuit: 'closed' });
    const told = JSON.stringify(warnings[0]);
    expect(told).toContain('token limit');
    expect(told).toContain('"maxTokens":1000');
    expect(told).not.toContain('Long thoughts');
  });

  it('leaves the turn to the next provider at once', async () => {
    const localToo = { LOCAL_LLM_BASE_URL: local.url, LOCAL_LLM_MODEL: 'tiny' };
    const parts = await ask(make(localToo));
    expect(parts[0]).toMatchObject({ type: 'reply-start', provider: 'local' });
    expect([router.requests.length, local.requests.length]).toEqual([1, 1]);
  });
});
