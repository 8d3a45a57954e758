import {
  type AnthropicFault,
  AnthropicStandIn,
  requestClosed,
  requestOpened,
} from '@vox/stand-ins';
import { describeLanguageModel, describeToolCalls, settled } from '@vox/testing';
import { type ChatMessage, ProviderError, type ReplyPart } from '@vox/voice-core';

import { parseConfig } from '../../../config';
import { AnthropicLanguageModel } from './anthropic-language-model.adapter';

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Grüße aus dem Café 👋, how are you?' },
] as const;
const neverAborted = () => new AbortController().signal;

let server: AnthropicStandIn;
beforeEach(async () => (server = await AnthropicStandIn.start({ apiKey: 'sk-ant', paceMs: 2 })));
afterEach(() => server.close());

const make = (apiKey = 'sk-ant') =>
  new AnthropicLanguageModel({
    apiKey,
    baseUrl: server.url,
    model: 'claude-stand-in',
    fetch,
    timeoutMs: 5000,
  });

const read = (given: readonly ChatMessage[] = messages, signal = neverAborted()) =>
  Array.fromAsync(make().generate(given, { temperature: 1.4, signal }));
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');

async function failureWith(fault: AnthropicFault): Promise<ProviderError> {
  server.setFault(fault);
  const error = await read().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

describeLanguageModel('AnthropicLanguageModel', { make: () => make(), messages });

// Against the real server: LIVE=1 and its own variables.
if (process.env['LIVE'] === '1' && process.env['ANTHROPIC_API_KEY'] !== undefined) {
  const { ANTHROPIC_API_KEY: apiKey = '', ...llm } = parseConfig(process.env).llm;
  const { ANTHROPIC_BASE_URL: baseUrl, ANTHROPIC_MODEL: model } = llm;
  const real = () =>
    new AnthropicLanguageModel({ apiKey, baseUrl, model, fetch, timeoutMs: 30_000 });
  describeLanguageModel('Anthropic, live', { make: real, messages });
  describeToolCalls('Anthropic, live', { make: real });
}

describe(AnthropicLanguageModel.name, () => {
  it('gives the system prompt apart and a temperature in range', async () => {
    expect(textOf(await read())).toContain('Café 👋');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      model: 'claude-stand-in',
      system: 'Be brief.',
      messages: [{ role: 'user', content: messages[1].content }],
      max_tokens: 1000,
      temperature: 1,
      stream: true,
    });
  });

  it('makes a conversation that the agent began acceptable', async () => {
    const parts = await read([
      { role: 'assistant', content: 'Hello!' },
      { role: 'user', content: 'Hi.' },
      { role: 'user', content: '' },
      { role: 'user', content: 'Who are you?' },
    ]);
    expect(textOf(parts)).toContain('Hi.\nWho are you?');
  });

  it.each([
    'split-utf8',
    'wrong-content-type',
    'slow',
    'unnamed-events',
    'json',
    'no-temperature',
    'few-tokens',
  ] as const)('understands an answer that comes with the quirk %s', async (fault) => {
    server.setFault(fault);
    expect(textOf(await read())).toContain('Grüße aus dem Café 👋');
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
    ['529', 'server'],
  ] as const)('fails on status %s as %s, after one request', async (fault, category) => {
    expect(await failureWith(fault)).toMatchObject({ category, statusCode: Number(fault) });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['overloaded', 'server'],
    ['no-stop', 'connectivity'],
    ['cut', 'connectivity'],
    ['garbage', 'protocol'],
  ] as const)('defect 11: fails in mid-stream on %s as %s', async (fault, category) => {
    expect((await failureWith(fault)).category).toBe(category);
  });

  it.each(['silent', 'stall', 'slow'] as const)(
    'defect 12: an abort closes the connection while the server is %s',
    async (fault) => {
      server.setFault(fault);
      const controller = new AbortController();
      const reading = read(messages, controller.signal);
      await requestOpened(server);
      controller.abort('barge-in');
      const ended = Promise.all([requestClosed(server), reading]);
      const [request] = await settled('the end', ended);
      expect(request.wasAborted).toBe(true);
    },
  );

  it('judges its health by the list of models', async () => {
    expect(await make().health()).toEqual({ isHealthy: true });
    expect(await make('wrong').health()).toEqual({ isHealthy: false, detail: 'authentication' });
  });
});
