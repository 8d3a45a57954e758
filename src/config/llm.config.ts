import { AllowedHosts, parseHeader, splitCredentials } from '@vox/outbound';
import type { RequestHeader } from '@vox/voice-core';
import { choice, decimal, env, flag, integer, server, text, url } from '@vox/environment';
import { z } from 'zod';

/** Language models by the names that LLM_PROVIDER and an agent's steps use, in the order in which one becomes the first. */
export const llmProviders = ['openrouter', 'openai', 'anthropic', 'local', 'n8n', 'demo'] as const;

const optionalText = () => text().optional();
const web = () => url('http:', 'https:');

export const llmSchema = z
  .object({
    LLM_PROVIDER: env(choice(llmProviders).optional()).describe(
      'Language model that is asked first: openrouter, openai, anthropic, local, n8n or demo. When absent, the first of them that is configured below; the demo responder when none is.',
    ),
    OPENROUTER_API_KEY: env(optionalText()).describe('Key of openrouter.ai.'),
    OPENROUTER_MODEL: env(text().default('openai/gpt-4o-mini')).describe(
      'Model for agents that name none.',
    ),
    OPENROUTER_BASE_URL: env(server('https://').default('https://openrouter.ai/api/v1')).describe(
      'Where OpenRouter is; change it for a proxy. Its host is enough.',
    ),
    OPENAI_API_KEY: env(optionalText()).describe('Key of OpenAI.'),
    OPENAI_MODEL: env(text().default('gpt-4o-mini')).describe('Model for agents that name none.'),
    OPENAI_BASE_URL: env(server('https://').default('https://api.openai.com/v1')).describe(
      'Where OpenAI is; change it for a proxy. Its host is enough.',
    ),
    ANTHROPIC_API_KEY: env(optionalText()).describe('Key of Anthropic.'),
    ANTHROPIC_MODEL: env(text().default('claude-haiku-4-5')).describe(
      'Model for agents that name none.',
    ),
    ANTHROPIC_BASE_URL: env(server('https://').default('https://api.anthropic.com')).describe(
      'Where Anthropic is; change it for a proxy. Its host is enough.',
    ),
    LOCAL_LLM_BASE_URL: env(server('http://').optional()).describe(
      'An OpenAI-compatible server of your own (Ollama, llama.cpp, vLLM, LM Studio). Its host and port are enough: http://127.0.0.1:11434.',
    ),
    LOCAL_LLM_MODEL: env(optionalText()).describe(
      'Its model for agents that name none; the first that the server lists and that chats when absent.',
    ),
    LOCAL_LLM_API_KEY: env(optionalText()).describe('Its key, where it wants one.'),
    N8N_WEBHOOK_URL: env(web().optional()).describe(
      'An n8n webhook that answers; agents may have webhooks of their own.',
    ),
    N8N_WEBHOOK_TEST_URL: env(web().optional()).describe(
      "The same workflow's test webhook, used while N8N_TEST_MODE is true.",
    ),
    N8N_TEST_MODE: env(flag().default(false)).describe('Call the test webhook.'),
    N8N_WEBHOOK_AUTH: env(z.string().optional().transform(toHeader)).describe(
      'What these webhooks want to be called with: "Basic user:password", "Bearer token" or "Header-Name: value". The same as user:password@ in the URL. Secret.',
    ),
    LLM_HEALTH_INTERVAL_SECONDS: env(integer(1, 3600).default(30)).describe(
      'How often the servers are asked in the background whether they are there, by their list of models. A workflow is not asked: that would run it.',
    ),
    N8N_REPLY_MODE: env(choice(['response', 'callback']).default('response')).describe(
      'response: the workflow answers the request itself. callback: it calls the server later.',
    ),
    N8N_TIMEOUT_SECONDS: env(integer(1, 600).default(30)).describe(
      'A workflow that has said nothing for this long has failed; until its first word no other limit counts.',
    ),
    N8N_FALLBACK_ENABLED: env(flag().default(true)).describe(
      'Ask n8n when the first provider fails.',
    ),
    LLM_FALLBACK_ENABLED: env(flag().default(true)).describe(
      'Ask the next provider (n8n, then local) when one fails before its first word.',
    ),
    OUTBOUND_ALLOW_PRIVATE: env(flag().default(false)).describe(
      "Let agents' own webhooks and tools lead into any private network, this machine included. Better: OUTBOUND_ALLOWED_HOSTS.",
    ),
    OUTBOUND_ALLOWED_HOSTS: env(z.string().default('').transform(toAllowedHosts)).describe(
      "Private places that agents' own webhooks and tools may lead to: hosts, host:port, networks (n8n, 192.168.1.20:5678, 10.0.0.0/24), separated by commas.",
    ),
    LLM_STREAMING_ENABLED: env(flag().default(true)).describe(
      'Speak while the model still writes; otherwise wait for its whole reply.',
    ),
    DEFAULT_LLM_TEMPERATURE: env(decimal(0, 2).default(0.7)).describe('For agents that set none.'),
    DEFAULT_LLM_MAX_TOKENS: env(integer(1, 100_000).default(1000)).describe(
      'For agents that set none.',
    ),
    LLM_FIRST_TOKEN_TIMEOUT_SECONDS: env(integer(1, 600).default(15)).describe(
      'A model that has not begun by then has failed, and the next provider is asked.',
    ),
    LLM_IDLE_TIMEOUT_SECONDS: env(integer(1, 600).default(15)).describe(
      'A reply whose connection gives nothing at all for this long is broken off.',
    ),
    LLM_TIMEOUT_SECONDS: env(integer(1, 600).default(60)).describe(
      'A reply that takes longer fails, retries and fallbacks included.',
    ),
    LLM_MAX_ATTEMPTS: env(integer(1, 10).default(3)).describe(
      'Tries per provider on passing errors, as long as nothing was said. A workflow is run once.',
    ),
  })
  .superRefine((llm, context) => {
    const missing = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const needs = {
      openrouter: 'OPENROUTER_API_KEY',
      openai: 'OPENAI_API_KEY',
      anthropic: 'ANTHROPIC_API_KEY',
      local: 'LOCAL_LLM_BASE_URL',
      n8n: llm.N8N_TEST_MODE ? 'N8N_WEBHOOK_TEST_URL' : 'N8N_WEBHOOK_URL',
    } as const;
    const { LLM_PROVIDER: provider } = llm;
    if (provider !== undefined && provider !== 'demo' && llm[needs[provider]] === undefined) {
      missing(needs[provider], `is needed when LLM_PROVIDER=${provider}`);
    }
    const webhooks = [llm.N8N_WEBHOOK_URL, llm.N8N_WEBHOOK_TEST_URL].filter(
      (url) => url !== undefined,
    );
    if (
      llm.N8N_WEBHOOK_AUTH !== undefined &&
      webhooks.some((url) => splitCredentials(url).header)
    ) {
      missing(
        'N8N_WEBHOOK_AUTH',
        'says again, or otherwise, what is in the URL: leave one of them out',
      );
    }
    if (llm.N8N_TEST_MODE && provider !== 'n8n' && llm.N8N_WEBHOOK_TEST_URL === undefined) {
      missing('N8N_WEBHOOK_TEST_URL', 'is needed when N8N_TEST_MODE=true');
    }
  });

/** Never quotes what was given. */
function toHeader(text: string | undefined, context: z.RefinementCtx): RequestHeader | undefined {
  if (text === undefined) return undefined;
  const header = parseHeader(text);
  if (header !== undefined) return header;
  const message = 'must be "Basic user:password", "Bearer token" or "Header-Name: value"';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function toAllowedHosts(list: string, context: z.RefinementCtx): AllowedHosts {
  try {
    return AllowedHosts.parse(list);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}
