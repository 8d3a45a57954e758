import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { N8nStandIn, OpenAiChatStandIn, requestClosed, requestOpened } from '@vox/stand-ins';
import {
  type AgentConfig,
  type ChatMessage,
  type Conversations,
  LanguageModel,
  SystemClock,
} from '@vox/voice-core';

import { llmService } from '../../test/support/llm-bench';
import { AppConfig, ConfigModule, parseConfig } from '../config';
import { LlmModule } from './llm.module';
import { LlmService } from './llm.service';
import { LlmProviders } from './llm-providers';

let router: OpenAiChatStandIn;
beforeEach(async () => {
  Logger.overrideLogger(false);
  router = await OpenAiChatStandIn.start({ reply: () => 'The router says hello.' });
});
afterEach(() => router.close());

const routerOnly = () => ({ OPENROUTER_API_KEY: 'k', OPENROUTER_BASE_URL: router.url });

/** Sessions that all have this agent; their messages are those that `contextOf` gives. */
function conversationsOf(
  agent: Pick<AgentConfig, 'llm'>,
  contextOf: (limit: number | undefined) => ChatMessage[] = () => [],
): Conversations {
  const notAskedFor = () => Promise.reject(new Error('not asked for'));
  return {
    getConversationContext: (_sessionId, options) => Promise.resolve(contextOf(options?.limit)),
    getAgentConfig: () =>
      Promise.resolve({ id: 'a', name: 'Lighthouse keeper', systemPrompt: '', tts: {}, ...agent }),
    getOrCreateSession: notAskedFor,
    addMessage: notAskedFor,
    changeAgent: () => Promise.resolve(),
    endSession: notAskedFor,
    holdSession: notAskedFor,
  };
}

describe('generateResponse', () => {
  const context = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello.' },
  ] as const;

  it('puts the text after the newest messages of the session', async () => {
    const limits: unknown[] = [];
    const conversations = conversationsOf({ llm: {} }, (limit) => {
      limits.push(limit);
      return [...context];
    });
    const llm = llmService(routerOnly(), { conversations });
    await Array.fromAsync(llm.generateResponse('s-1', 'And you?', { contextLimit: 4 }));
    await llm.generateResponseComplete('s-1', 'And you?');
    expect(limits).toEqual([4, 10]);
    const { messages: sent } = JSON.parse(router.requests[0]?.body ?? '') as { messages: unknown };
    expect(sent).toEqual([...context, { role: 'user', content: 'And you?' }]);
  });

  it('streams, or not, as it is asked to', async () => {
    const llm = llmService(routerOnly());
    const streamed = await Array.fromAsync(llm.generateResponse('s-1', 'Hi.'));
    expect(streamed.length).toBeGreaterThan(1);
    expect(await Array.fromAsync(llm.generateResponse('s-1', 'Hi.', { stream: false }))).toEqual([
      'The router says hello.',
    ]);
    expect(await llm.generateResponseComplete('s-1', 'Hi.')).toBe('The router says hello.');
  });

  it('takes temperature, token limit and model from the caller, else from the server', async () => {
    const llm = llmService(routerOnly());
    await llm.generateResponseComplete('s-1', 'Hi.', { temperature: 0, maxTokens: 7, model: 'm' });
    await llm.generateResponseComplete('s-1', 'Hi.');
    const [first, second] = router.requests.map(({ body }) => JSON.parse(body) as object);
    expect(first).toMatchObject({ temperature: 0, max_tokens: 7, model: 'm' });
    expect(second).toMatchObject({ temperature: 0.7, max_tokens: 1000 });
  });

  it("asks as the session's agent is set, unless the caller says otherwise", async () => {
    const agent = { llm: { model: 'its-own', temperature: 1.5, maxTokens: 50 } };
    const llm = llmService(routerOnly(), { conversations: conversationsOf(agent) });
    await llm.generateResponseComplete('s-1', 'Hi.');
    await llm.generateResponseComplete('s-1', 'Hi.', { temperature: 0, model: 'm' });
    const [first, second] = router.requests.map(({ body }) => JSON.parse(body) as object);
    expect(first).toMatchObject({ model: 'its-own', temperature: 1.5, max_tokens: 50 });
    expect(second).toMatchObject({ model: 'm', temperature: 0, max_tokens: 50 });
  });

  it("asks the agent's own providers and webhook, in its name", async () => {
    const n8n = await N8nStandIn.start({ reply: () => 'The workflow says hello.' });
    const n8nWebhookHeader = { name: 'X-Secret', value: 's3cret' };
    const steps = [{ provider: 'n8n' }];
    const conversations = conversationsOf({
      llm: { steps, n8nWebhookUrl: n8n.webhookUrl, n8nWebhookHeader },
    });
    const environment = { ...routerOnly(), OUTBOUND_ALLOW_PRIVATE: 'true' };
    const llm = llmService(environment, { conversations });
    const options = { userId: 'ada' };
    expect(await llm.generateResponseComplete('s-1', 'Hi.', options)).toBe(
      'The workflow says hello.',
    );
    expect(router.requests).toEqual([]);
    expect(n8n.requests[0]?.headers).toMatchObject({ 'x-secret': 's3cret' });
    expect(n8n.requests[0]?.body).toContain('Lighthouse keeper');
    await n8n.close();
  });

  it('defect 12: ends with what had come when it is cancelled', async () => {
    router.setFault('slow');
    const llm = llmService(routerOnly());
    const reading = llm.generateResponseComplete('s-1', 'Hi.');
    await requestOpened(router);
    llm.cancelGeneration('s-1');
    expect('The router says hello.').toContain(await reading);
    expect((await requestClosed(router)).wasAborted).toBe(true);
  });
});

describe(LlmModule.name, () => {
  it('gives the voice loop the service as its language model', async () => {
    const module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(parseConfig(routerOnly())), LlmModule],
    }).compile();
    expect(module.get(LanguageModel)).toBe(module.get(LlmService));
    expect(module.get(LanguageModel).info.name).toBe('openrouter');
    expect(module.get(AppConfig).llm.OPENROUTER_API_KEY).toBe('k');
    await module.close();
  });
});

describe(LlmProviders.name, () => {
  it('makes every configured provider, each with a circuit of its own', () => {
    const { llm } = parseConfig({
      ...routerOnly(),
      OPENAI_API_KEY: 'k',
      ANTHROPIC_API_KEY: 'k',
      LOCAL_LLM_BASE_URL: router.url,
    });
    const providers = new LlmProviders(llm, new SystemClock());
    const names = ['openrouter', 'openai', 'anthropic', 'local', 'n8n', 'demo'] as const;
    const made = names.map((name) => providers.get(name));
    expect(made.map((provider) => provider?.adapter.info.name)).toEqual([
      'openrouter',
      'openai',
      'anthropic',
      'local',
      'n8n',
      'demo-responder',
    ]);
    expect(new Set(made.map((provider) => provider?.breaker)).size).toBe(names.length);
    expect(made.every((provider) => provider?.adapter.info.label !== 'k')).toBe(true);
  });

  it('has no provider that lacks its key', () => {
    const { llm } = parseConfig({});
    expect(new LlmProviders(llm, new SystemClock()).get('anthropic')).toBeUndefined();
  });

  it('keeps one circuit per webhook of an agent', () => {
    const { llm } = parseConfig({});
    const providers = new LlmProviders(llm, new SystemClock());
    const breakerOf = (url: string) => providers.get('n8n', url)?.breaker;
    expect(breakerOf('https://a.example/1')).toBe(breakerOf('https://a.example/1'));
    expect(breakerOf('https://a.example/1')).not.toBe(breakerOf('https://a.example/2'));
  });
});
