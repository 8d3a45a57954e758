import { Logger } from '@nestjs/common';
import { AllowedHosts } from '@vox/outbound';
import {
  type N8nFault,
  N8nStandIn,
  type N8nStyle,
  requestClosed,
  requestOpened,
} from '@vox/stand-ins';
import { describeLanguageModel, settled } from '@vox/testing';
import { ProviderError, type ReplyPart, SystemClock } from '@vox/voice-core';

import { CallbackReplies } from './callback-replies';
import { N8nLanguageModel, type N8nOptions } from './n8n-language-model.adapter';

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'assistant', content: 'Hello!' },
  { role: 'user', content: 'Grüße aus dem Café 👋, how are you?' },
] as const;
const requester = { sessionId: 's-1', userId: 'ada', agentName: 'Vox', turnId: 't-1' };
const neverAborted = () => new AbortController().signal;

let server: N8nStandIn;
let callbacks: CallbackReplies;
beforeEach(async () => {
  Logger.overrideLogger(false);
  server = await N8nStandIn.start({ paceMs: 2 });
  callbacks = new CallbackReplies(new SystemClock());
});
afterEach(() => server.close());

const make = (more: Partial<N8nOptions> = {}) =>
  new N8nLanguageModel({
    webhookUrl: server.webhookUrl,
    replyMode: 'response',
    isStreamed: true,
    allowsPrivate: false,
    allowedHosts: AllowedHosts.parse(''),
    callbacks,
    clock: new SystemClock(),
    watched: (given) => given,
    ...more,
  });

const read = (model = make(), more: { signal?: AbortSignal; n8nWebhookUrl?: string } = {}) =>
  Array.fromAsync(model.generate(messages, { requester, signal: neverAborted(), ...more }));
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

describeLanguageModel('N8nLanguageModel', { make: () => make(), messages });

// Against a real workflow: LIVE=1 and its webhook.
const liveWebhook = process.env['LIVE'] === '1' ? process.env['N8N_WEBHOOK_URL'] : undefined;
if (liveWebhook !== undefined) {
  describeLanguageModel('n8n, live', { make: () => make({ webhookUrl: liveWebhook }), messages });
}

const STYLES: readonly N8nStyle[] = [
  'ndjson',
  'respond-node',
  'object',
  'array',
  'string',
  'text',
  'sse',
];

describe(N8nLanguageModel.name, () => {
  it('tells the workflow all that either predecessor told it', async () => {
    const options = { temperature: 0.2, model: 'm', requester, signal: neverAborted() };
    await Array.fromAsync(make().generate(messages, options));
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      text: messages[2].content,
      chatInput: messages[2].content,
      userId: 'ada',
      username: 'ada',
      sessionId: 's-1',
      turnId: 't-1',
      replyPath: '/api/sessions/s-1/reply?turnId=t-1',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u) as string,
      useStreaming: true,
      conversationHistory: [{ role: 'assistant', content: 'Hello!' }],
      agentConfig: { name: 'Vox', systemPrompt: 'Be brief.', temperature: 0.2, model: 'm' },
    });
  });

  describe.each(STYLES)('asked a workflow that answers as %s', (style) => {
    it.each([undefined, 'wrong-content-type', 'split-utf8'] as const)(
      'gives its words whole with the quirk %s',
      async (fault) => {
        server.setStyle(style);
        server.setFault(fault);
        const parts = await read();
        expect(textOf(parts).replaceAll(/\s+/gu, ' ').trim()).toBe(
          'You said: Grüße aus dem Café 👋, how are you? That is all a stand-in can say about it.',
        );
        expect(parts.at(-1)).toEqual({ type: 'reply-end', finishReason: 'stop' });
      },
    );
  });

  it.each(['ndjson', 'sse', 'text'] as const)('streams what comes as %s', async (style) => {
    server.setStyle(style);
    server.setFault('slow');
    const reply = make().generate(messages, { requester, signal: neverAborted() });
    expect((await reply.next()).value).toMatchObject({ type: 'reply-delta' });
    expect(server.running).toBe(1);
    await reply.return();
    expect((await requestClosed(server)).wasAborted).toBe(true);
  });

  it.each([
    ['401', 'authentication'],
    ['402', 'quota'],
    ['403', 'authorization'],
    ['404', 'invalid-request'],
    ['408', 'timeout'],
    ['422', 'invalid-request'],
    ['429', 'rate-limit'],
    ['500', 'server'],
    ['503', 'server'],
  ] as const)('fails on status %s as %s', async (fault, category) => {
    server.setFault(fault);
    expect(await failureOf(read())).toMatchObject({ category, statusCode: Number(fault) });
  });

  it.each<[N8nStyle, N8nFault, string]>([
    ['ndjson', 'error-item', 'server'],
    ['ndjson', 'cut', 'connectivity'],
    ['text', 'cut', 'connectivity'],
    ['object', 'garbage', 'protocol'],
    ['object', 'html', 'protocol'],
  ])('fails on %s with %s as %s', async (style, fault, category) => {
    server.setStyle(style);
    server.setFault(fault);
    expect((await failureOf(read())).category).toBe(category);
  });

  it('defect 10: asks the workflow of the agent instead of the one of the server', async () => {
    const own = await N8nStandIn.start({ reply: () => 'From the own workflow of the agent.' });
    const model = make({ allowsPrivate: true });
    expect(textOf(await read(model, { n8nWebhookUrl: own.webhookUrl }))).toContain('own workflow');
    expect(server.requests).toHaveLength(0);
    await own.close();
  });

  it('refuses a webhook of an agent that leads into a private network', async () => {
    const own = await N8nStandIn.start();
    const error = await failureOf(read(make(), { n8nWebhookUrl: own.webhookUrl }));
    expect(error.category).toBe('invalid-request');
    expect(own.requests).toHaveLength(0);
    await own.close();
  });

  it('calls a webhook in a private network that the operator allows', async () => {
    const own = await N8nStandIn.start();
    const allowedHosts = AllowedHosts.parse(`127.0.0.1:${own.port}`);
    const reply = await read(make({ allowedHosts }), { n8nWebhookUrl: own.webhookUrl });
    expect(textOf(reply)).toContain('You said');
    await own.close();
  });

  it('lets an agent name the webhook of the server, which its operator chose', async () => {
    expect(textOf(await read(make(), { n8nWebhookUrl: server.webhookUrl }))).toContain('You said');
  });

  it('passes on how the reply wants to be spoken, the header before the body', async () => {
    await server.close();
    const bodyOptions = { voiceMode: 'clone', referenceAudioFilename: 'a.wav', speedFactor: 9 };
    server = await N8nStandIn.start({ style: 'object', bodyOptions });
    expect((await read())[0]).toEqual({ type: 'reply-voice', settings: { voice: 'a.wav' } });
    await server.close();
    const ttsOptions = '{"voice":"auren","speed":1.2,"cfg_weight":0.4}';
    server = await N8nStandIn.start({ style: 'object', bodyOptions, ttsOptions });
    const voices = (await read()).filter(({ type }) => type === 'reply-voice');
    expect(voices).toEqual([
      { type: 'reply-voice', settings: { voice: 'auren', rate: 1.2, cfgWeight: 0.4 } },
    ]);
  });

  it.each(['silent', 'stall', 'slow'] as const)(
    'defect 12: an abort closes the connection while the workflow is %s',
    async (fault) => {
      server.setFault(fault);
      const controller = new AbortController();
      const reading = read(make(), { signal: controller.signal });
      await requestOpened(server);
      controller.abort('barge-in');
      const ended = Promise.all([requestClosed(server), reading]);
      const [request] = await settled('the end', ended);
      expect(request.wasAborted).toBe(true);
    },
  );
});
