import { watchedFetch } from '@vox/outbound';
import {
  type OpenAiChatFault,
  OpenAiChatStandIn,
  requestClosed,
  requestOpened,
} from '@vox/stand-ins';
import { describeLanguageModel, describeToolCalls, settled, VirtualClock } from '@vox/testing';
import { ProviderError, type ReplyPart } from '@vox/voice-core';

import { parseConfig } from '../../../config';
import { localLanguageModel } from '../local/local';
import { openAiLanguageModel } from '../openai/openai';
import { openRouterLanguageModel } from '../openrouter/openrouter';
import { OpenAiCompatibleLanguageModel } from './openai-compatible-language-model.adapter';

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Grüße aus dem Café 👋, how are you?' },
] as const;
const said = /You said: Grüße aus dem Café 👋, how are you\?/u;
const neverAborted = () => new AbortController().signal;
const transport = { fetch, timeoutMs: 5000 };

let server: OpenAiChatStandIn;
beforeEach(async () => (server = await OpenAiChatStandIn.start({ paceMs: 2 })));
afterEach(() => server.close());

const make = (more: { model?: string; fetch?: typeof fetch } = {}) =>
  localLanguageModel({ baseUrl: `${server.url}/v1`, model: more.model }, { ...transport, ...more });

async function read(model = make(), signal = neverAborted()): Promise<ReplyPart[]> {
  return Array.fromAsync(model.generate(messages, { signal }));
}
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');

async function failureOf(reading: Promise<unknown>): Promise<ProviderError> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

/** What was given out before the failure, and the failure. */
async function readUntilFailure(
  fault: OpenAiChatFault,
): Promise<{ text: string; error: ProviderError }> {
  server.setFault(fault);
  let text = '';
  const reading = (async () => {
    for await (const part of make().generate(messages, { signal: neverAborted() })) {
      if (part.type === 'reply-delta') text += part.text;
    }
  })();
  return { error: await failureOf(reading), text };
}

describeLanguageModel('OpenAiCompatibleLanguageModel', { make: () => make(), messages });

// Against the real servers: LIVE=1 and the server's own variables.
if (process.env['LIVE'] === '1') {
  const { llm } = parseConfig(process.env);
  const live = { fetch, timeoutMs: 30_000 };
  const { OPENROUTER_API_KEY: routerKey, OPENAI_API_KEY: openAiKey } = llm;
  const { LOCAL_LLM_BASE_URL: localUrl, LOCAL_LLM_MODEL: localModel } = llm;
  if (routerKey !== undefined) {
    const { OPENROUTER_BASE_URL: baseUrl, OPENROUTER_MODEL: model } = llm;
    const real = () => openRouterLanguageModel({ apiKey: routerKey, baseUrl, model }, live);
    describeLanguageModel('OpenRouter, live', { make: real, messages });
    describeToolCalls('OpenRouter, live', { make: real });
  }
  if (openAiKey !== undefined) {
    const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = llm;
    const real = () => openAiLanguageModel({ apiKey: openAiKey, baseUrl, model }, live);
    describeLanguageModel('OpenAI, live', { make: real, messages });
  }
  if (localUrl !== undefined) {
    const real = () => localLanguageModel({ baseUrl: localUrl, model: localModel }, live);
    describeLanguageModel('the local model, live', { make: real, messages });
  }
}

describe(OpenAiCompatibleLanguageModel.name, () => {
  it('asks for a stream and sends the whole conversation with its settings', async () => {
    const options = { temperature: 0.3, maxTokens: 50, signal: neverAborted() };
    await Array.fromAsync(make({ model: 'stand-in-large' }).generate(messages, options));
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      model: 'stand-in-large',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.3,
      max_tokens: 50,
      messages,
    });
  });

  it('gives the first word while the server still writes the others', async () => {
    server.setFault('slow');
    const reply = make().generate(messages, { signal: neverAborted() });
    expect((await reply.next()).value).toMatchObject({ type: 'reply-delta' });
    expect(server.running).toBe(1);
    await reply.return();
  });

  it('uses the first model that the server lists when none is named, and asks for the list once', async () => {
    const model = make();
    await read(model);
    await read(model);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/models',
      '/v1/chat/completions',
      '/v1/chat/completions',
    ]);
    expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({ model: 'stand-in-small' });
  });

  it.each(['split-utf8', 'wrong-content-type', 'comments', 'slow', 'content-parts'] as const)(
    'understands an answer that comes with the quirk %s',
    async (fault) => {
      server.setFault(fault);
      const parts = await read();
      expect(textOf(parts)).toMatch(said);
      expect(parts.at(-1)).toEqual({ type: 'reply-end', finishReason: 'stop' });
    },
  );

  it('takes a whole reply from a server that does not stream', async () => {
    server.setFault('json');
    expect(textOf(await read())).toMatch(said);
  });

  it.each([
    ['400', 'invalid-request'],
    ['401', 'authentication'],
    ['402', 'quota'],
    ['403', 'authorization'],
    ['404', 'invalid-request'],
    ['408', 'timeout'],
    ['422', 'invalid-request'],
    ['429', 'rate-limit'],
    ['500', 'server'],
    ['502', 'server'],
    ['503', 'server'],
    ['504', 'timeout'],
  ] as const)('fails on status %s as %s, after one request', async (fault, category) => {
    server.setFault(fault);
    const error = await failureOf(read(make({ model: 'm' })));
    expect(error).toMatchObject({
      kind: 'llm',
      provider: 'local',
      category,
      statusCode: Number(fault),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['error-chunk', 'server'],
    ['error-object', 'rate-limit'],
    ['error-event', 'server'],
    ['vllm-error', 'server'],
    ['no-finish', 'connectivity'],
    ['cut', 'connectivity'],
  ] as const)(
    'defect 11: fails in mid-stream on %s as %s instead of passing for a short reply',
    async (fault, category) => {
      const { text, error } = await readUntilFailure(fault);
      expect(error.category).toBe(category);
      expect(text).toMatch(/^You said:/u);
    },
  );

  it('fails on garbage as protocol, without quoting it', async () => {
    const { error } = await readUntilFailure('garbage');
    expect(error.category).toBe('protocol');
    expect(error.cause).toBeUndefined();
  });

  it('fails on a page that is no event stream as protocol', async () => {
    const page: typeof fetch = () => Promise.resolve(new Response('<html>Sign in</html>'));
    const error = await failureOf(read(make({ model: 'm', fetch: page })));
    expect(error.category).toBe('protocol');
  });

  it('fails as connectivity when nobody listens', async () => {
    await server.close();
    expect((await failureOf(read(make({ model: 'm' })))).category).toBe('connectivity');
  });

  it('does not repeat the words of a refused request', async () => {
    server.setFault('403');
    const error = await failureOf(read(make({ model: 'm' })));
    expect(error.message).not.toContain('fault');
  });

  it('fails as timeout when the connection goes silent in mid-reply', async () => {
    server.setFault('stall');
    const clock = new VirtualClock();
    const id = { kind: 'llm', provider: 'local' } as const;
    const reply = make({ model: 'm', fetch: watchedFetch(fetch, id, 4000, clock) }).generate(
      messages,
      { signal: neverAborted() },
    );
    await reply.next();
    let isOver = false;
    const rest = failureOf(Array.fromAsync(reply)).finally(() => (isOver = true));
    // What was written before the stall may still be on its way.
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await clock.advance(4000);
    }
    expect((await rest).category).toBe('timeout');
    await requestClosed(server);
  });

  it.each(['silent', 'stall', 'slow', 'comments'] as const)(
    'defect 12: an abort closes the connection while the server is %s',
    async (fault) => {
      server.setFault(fault);
      const controller = new AbortController();
      const reading = read(make({ model: 'm' }), controller.signal);
      await requestOpened(server);
      controller.abort('barge-in');
      const ended = Promise.all([requestClosed(server), reading]);
      const [request, parts] = await settled('the end', ended);
      expect(request.wasAborted).toBe(true);
      expect(parts).not.toContainEqual({ type: 'reply-end', finishReason: 'stop' });
    },
  );

  it('closes the connection when its reader leaves', async () => {
    server.setFault('slow');
    for await (const part of make({ model: 'm' }).generate(messages, { signal: neverAborted() })) {
      expect(part.type).toBe('reply-delta');
      break;
    }
    expect((await requestClosed(server)).wasAborted).toBe(true);
  });

  it('judges its health by the list of models', async () => {
    expect(await make().health()).toEqual({ isHealthy: true });
    server.setFault('401');
    expect(await make().health()).toEqual({ isHealthy: false, detail: 'authentication' });
  });
});

describe(openRouterLanguageModel.name, () => {
  it('sends its key and says who asks', async () => {
    const settings = { apiKey: 'sk-or-1', baseUrl: server.url, model: 'x/y' };
    await Array.fromAsync(
      openRouterLanguageModel(settings, transport).generate(messages, { signal: neverAborted() }),
    );
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer sk-or-1',
      'http-referer': 'https://voxbridge.local',
      'x-title': 'VoxBridge',
    });
  });
});

describe(openAiLanguageModel.name, () => {
  const ask = async (model: string) => {
    const settings = { apiKey: 'sk-1', baseUrl: server.url, model };
    const options = { temperature: 0.5, maxTokens: 9, signal: neverAborted() };
    await Array.fromAsync(openAiLanguageModel(settings, transport).generate(messages, options));
    return JSON.parse(server.requests.at(-1)?.body ?? '') as object;
  };

  it('names the token limit as OpenAI does', async () => {
    expect(await ask('gpt-4o-mini')).toMatchObject({ max_completion_tokens: 9, temperature: 0.5 });
  });

  it('leaves the temperature out where the model refuses one', async () => {
    expect(await ask('gpt-5-mini')).not.toHaveProperty('temperature');
  });
});
