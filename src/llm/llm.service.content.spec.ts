import { Logger } from '@nestjs/common';
import { N8nStandIn, OpenAiChatStandIn } from '@vox/stand-ins';
import { ProviderError } from '@vox/voice-core';

import { llmService } from '../../test/support/llm-bench';
import type { LlmService } from './llm.service';

const messages = [{ role: 'user', content: 'Tell me a joke.' }] as const;

describe('what LlmService gives of a reply', () => {
  let reply: string;
  let local: OpenAiChatStandIn;
  let n8n: N8nStandIn;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    local = await OpenAiChatStandIn.start({ reply: () => reply });
    n8n = await N8nStandIn.start({ reply: () => reply });
  });
  afterEach(() => Promise.all([local.close(), n8n.close()]));

  const withLocal = () => llmService({ LOCAL_LLM_BASE_URL: local.url, LOCAL_LLM_MODEL: 'tiny' });
  const textsOf = async (llm: LlmService) => {
    const signal = new AbortController().signal;
    const parts = await Array.fromAsync(llm.generate(messages, { signal }));
    return parts.flatMap((part) => (part.type === 'reply-delta' ? [part.text] : []));
  };

  it('holds neither reasoning nor template tokens', async () => {
    reply = '<think>\nThe user wants a joke.\n</think>\n\nKnock knock.<|im_end|>';
    expect((await textsOf(withLocal())).join('')).toBe('Knock knock.');
    expect(await withLocal().generateResponseComplete('s-1', 'A joke?')).toBe('Knock knock.');
  });

  it('is the same for a workflow', async () => {
    reply = '<think>The user wants a joke.</think>Knock knock.';
    expect((await textsOf(llmService({ N8N_WEBHOOK_URL: n8n.webhookUrl }))).join('')).toBe(
      'Knock knock.',
    );
  });

  it('is no answer when it is only reasoning', async () => {
    reply = '<think>The user wants a joke.';
    const reading = textsOf(withLocal());
    await expect(reading).rejects.toThrow('gave thoughts and no words');
    await expect(reading).rejects.toBeInstanceOf(ProviderError);
    expect(local.requests).toHaveLength(1);
  });

  it('holds no reasoning that it never began where replies are not given as they come', async () => {
    reply = 'The user wants a joke. </think> Knock knock.';
    const environment = { LOCAL_LLM_BASE_URL: local.url, LOCAL_LLM_MODEL: 'tiny' };
    const llm = llmService({ ...environment, LLM_STREAMING_ENABLED: 'false' });
    expect(await textsOf(llm)).toEqual(['Knock knock.']);
  });

  it('is held from its second reply on when a model ends a reasoning that it never began', async () => {
    reply = 'The user wants a joke. </think> Knock knock.';
    const llm = withLocal();
    expect((await textsOf(llm)).join('')).toBe('The user wants a joke. Knock knock.');
    expect((await textsOf(llm)).join('')).toBe('Knock knock.');
    reply = 'Knock knock, this time.';
    expect((await textsOf(llm)).join('')).toBe('Knock knock, this time.');
  });
});
