import { Logger } from '@nestjs/common';
import { N8nStandIn, OpenAiChatStandIn } from '@vox/stand-ins';
import {
  type Clock,
  type Conversations,
  type GenerateOptions,
  ProviderError,
  type ReplyPart,
  SystemClock,
} from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { LlmProviders } from '../../src/llm/llm-providers';
import { LlmService } from '../../src/llm/llm.service';

export type LlmBenchOptions = { readonly clock?: Clock; readonly conversations?: Conversations };

/** The service of a server with this environment. */
export function llmService(
  environment: Record<string, string>,
  { clock = new SystemClock(), conversations }: LlmBenchOptions = {},
): LlmService {
  const config = parseConfig(environment);
  return new LlmService(new LlmProviders(config.llm, clock), config, clock, conversations);
}

export const messages = [{ role: 'user', content: 'How are you today?' }] as const;
export const requester = { sessionId: 's-1', userId: 'ada', agentName: 'Vox' };

/** All parts of the answer to `messages`. */
export const read = (llm: LlmService, options: Partial<GenerateOptions> = {}) =>
  Array.fromAsync(
    llm.generate(messages, { requester, signal: new AbortController().signal, ...options }),
  );

export const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');

/** What a provider's failure `reading` ends with. */
export async function failureOf(reading: Promise<unknown>): Promise<ProviderError> {
  const error = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

/** The models that a server was asked for, request by request. */
export const modelsAsked = (standIn: OpenAiChatStandIn) =>
  standIn.requests.map(({ body }) => (JSON.parse(body) as { model: string }).model);

/** Stand-in servers, new for each test, and the environments that name them. Registers hooks of its own. */
export class LlmBench {
  router!: OpenAiChatStandIn;
  local!: OpenAiChatStandIn;
  n8n!: N8nStandIn;

  constructor() {
    beforeEach(async () => {
      Logger.overrideLogger(false);
      this.router = await OpenAiChatStandIn.start({ reply: () => 'The router says hello.' });
      this.local = await OpenAiChatStandIn.start({ reply: () => 'The local one says hello.' });
      this.n8n = await N8nStandIn.start({ reply: () => 'The workflow says hello.' });
    });
    afterEach(() => Promise.all([this.router.close(), this.local.close(), this.n8n.close()]));
  }

  routerOnly() {
    return { OPENROUTER_API_KEY: 'k', OPENROUTER_BASE_URL: this.router.url };
  }

  localToo() {
    return { LOCAL_LLM_BASE_URL: this.local.url, LOCAL_LLM_MODEL: 'tiny' };
  }

  n8nToo() {
    return { N8N_WEBHOOK_URL: this.n8n.webhookUrl };
  }
}
