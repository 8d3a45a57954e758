import { Logger } from '@nestjs/common';
import { N8nStandIn, OpenAiChatStandIn, requestOpened } from '@vox/stand-ins';
import { VirtualClock } from '@vox/testing';
import { SystemClock } from '@vox/voice-core';

import { parseConfig } from '../config';
import { LlmProviders } from './llm-providers';
import { LlmService } from './llm.service';

const bases: Record<string, Record<string, string>> = {
  openrouter: { OPENROUTER_API_KEY: 'usual' },
  openai: { OPENAI_API_KEY: 'usual' },
  anthropic: { ANTHROPIC_API_KEY: 'usual' },
  local: { LOCAL_LLM_BASE_URL: 'http://usual:1/v1', LOCAL_LLM_MODEL: 'usual' },
};
const requester = { sessionId: 's-1', userId: 'ada', agentName: 'Vox' };
const reading = (llm: LlmService, n8nWebhookUrl?: string) =>
  Array.fromAsync(
    llm.generate([{ role: 'user', content: 'Hello?' }], {
      requester,
      ...(n8nWebhookUrl === undefined ? {} : { n8nWebhookUrl }),
      signal: new AbortController().signal,
    }),
  );

/** What is sent for one reply: the address, the fields of the body, the key. */
async function requestOf(
  provider: string,
  variable: Record<string, string>,
): Promise<Record<string, unknown>> {
  const refusal = () => Promise.resolve(new Response('{}', { status: 401 }));
  const fetching = jest.spyOn(globalThis, 'fetch').mockImplementation(refusal);
  const config = parseConfig({ LLM_PROVIDER: provider, ...bases[provider], ...variable });
  const clock = new SystemClock();
  const llm = new LlmService(new LlmProviders(config.llm, clock), config, clock);
  await expect(reading(llm)).rejects.toMatchObject({ statusCode: 401 });
  const [address, init] = fetching.mock.calls[0] ?? [];
  fetching.mockRestore();
  const headers = new Headers(init?.headers);
  return {
    ...(JSON.parse(init?.body as string) as Record<string, unknown>),
    key: headers.get('x-api-key') ?? headers.get('authorization'),
    address: address instanceof URL ? address.href : address,
  };
}

beforeAll(() => Logger.overrideLogger(false));

const at = (host: string) => expect.stringMatching(`^http://${host}/`) as string;

it.each([
  ['openrouter', 'OPENROUTER_API_KEY', 'k', { key: 'Bearer k' }],
  ['openrouter', 'OPENROUTER_MODEL', 'x/y', { model: 'x/y' }],
  ['openrouter', 'OPENROUTER_BASE_URL', 'http://o:1/v1', { address: at('o:1') }],
  ['openai', 'OPENAI_API_KEY', 'k', { key: 'Bearer k' }],
  ['openai', 'OPENAI_MODEL', 'y', { model: 'y' }],
  ['openai', 'OPENAI_BASE_URL', 'http://o:1/v1', { address: at('o:1') }],
  ['anthropic', 'ANTHROPIC_API_KEY', 'k', { key: 'Bearer k' }],
  ['anthropic', 'ANTHROPIC_MODEL', 'y', { model: 'y' }],
  ['anthropic', 'ANTHROPIC_BASE_URL', 'http://o:1', { address: at('o:1') }],
  ['local', 'LOCAL_LLM_API_KEY', 'k', { key: 'Bearer k' }],
  ['local', 'LOCAL_LLM_MODEL', 'y', { model: 'y' }],
  ['local', 'LOCAL_LLM_BASE_URL', 'http://o:1/v1', { address: at('o:1') }],
  ['local', 'DEFAULT_LLM_TEMPERATURE', '0.25', { temperature: 0.25 }],
  ['local', 'DEFAULT_LLM_MAX_TOKENS', '77', { max_tokens: 77 }],
] as const)('%s is asked under %s=%s', async (provider, variable, value, sent) => {
  expect(await requestOf(provider, {})).not.toMatchObject(sent);
  expect(await requestOf(provider, { [variable]: value })).toMatchObject(sent);
});

it.each([3, 7])(
  'LLM_FIRST_TOKEN_TIMEOUT_SECONDS=%i is how long a first word may take',
  async (s) => {
    const server = await OpenAiChatStandIn.start({ reply: () => 'Hello.' });
    server.setFault('silent');
    const clock = new VirtualClock();
    const config = parseConfig({
      LOCAL_LLM_BASE_URL: server.url,
      LOCAL_LLM_MODEL: 'tiny',
      LLM_FIRST_TOKEN_TIMEOUT_SECONDS: String(s),
      LLM_MAX_ATTEMPTS: '1',
    });
    let failure: unknown;
    const asked = reading(new LlmService(new LlmProviders(config.llm, clock), config, clock)).catch(
      (error: unknown) => (failure = error),
    );
    await requestOpened(server);
    await clock.advance(s * 1000 - 1);
    expect(failure).toBeUndefined();
    await clock.advance(1);
    await asked;
    expect(failure).toMatchObject({ category: 'timeout' });
    await server.close();
  },
);

describe('a workflow', () => {
  let n8n: N8nStandIn;
  beforeEach(async () => (n8n = await N8nStandIn.start({ reply: () => 'Hello.' })));
  afterEach(() => n8n.close());

  const under = (environment: Record<string, string>) => {
    const config = parseConfig(environment);
    const clock = new SystemClock();
    return new LlmService(new LlmProviders(config.llm, clock), config, clock);
  };

  it('is called with N8N_WEBHOOK_AUTH', async () => {
    const N8N_WEBHOOK_AUTH = 'X-Vox-Secret: s3cret';
    await reading(under({ N8N_WEBHOOK_URL: n8n.webhookUrl, N8N_WEBHOOK_AUTH }));
    expect(n8n.requests[0]?.headers).toMatchObject({ 'x-vox-secret': 's3cret' });
  });

  it("of an agent's own may lie where OUTBOUND_ALLOWED_HOSTS says", async () => {
    await expect(reading(under({}), n8n.webhookUrl)).rejects.toMatchObject({
      category: 'invalid-request',
    });
    const parts = await reading(under({ OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' }), n8n.webhookUrl);
    expect(parts).toContainEqual({ type: 'reply-delta', text: 'Hello.' });
  });
});
