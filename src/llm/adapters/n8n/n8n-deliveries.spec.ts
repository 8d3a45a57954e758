import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { AllowedHosts } from '@vox/outbound';
import { N8nStandIn, requestClosed, requestOpened } from '@vox/stand-ins';
import { ProviderError, type ReplyPart, SystemClock } from '@vox/voice-core';

import { CallbackReplies } from './callback-replies';
import { N8nLanguageModel, type N8nOptions } from './n8n-language-model.adapter';

const MODES = ['response', 'callback'] as const;

let server: N8nStandIn;
let callbacks: CallbackReplies;
beforeEach(async () => {
  Logger.overrideLogger(false);
  server = await N8nStandIn.start({ style: 'callback' });
  callbacks = new CallbackReplies(new SystemClock());
});
afterEach(() => server.close());

const make = (replyMode: N8nOptions['replyMode']) =>
  new N8nLanguageModel({
    webhookUrl: server.webhookUrl,
    replyMode,
    isStreamed: true,
    allowsPrivate: false,
    allowedHosts: AllowedHosts.parse(''),
    callbacks,
    clock: new SystemClock(),
    watched: (given) => given,
  });

type Mode = N8nOptions['replyMode'];

/** Asks for one turn of the session `s-1`. */
function ask(replyMode: Mode, turnId: string) {
  const controller = new AbortController();
  const requester = { sessionId: 's-1', userId: 'ada', agentName: 'Vox', turnId };
  const messages = [{ role: 'user', content: `Question ${turnId}` }] as const;
  const reply = make(replyMode).generate(messages, { requester, signal: controller.signal });
  const reading = Array.fromAsync(reply);
  return { reading, interrupt: () => controller.abort('barge-in') };
}

const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
const deliver = (text: string, turnId?: string) =>
  callbacks.deliver('s-1', { text, ...(turnId === undefined ? {} : { turnId }) });
const sent = (index: number) =>
  JSON.parse(server.requests[index]?.body ?? '{}') as { turnId: string; replyPath: string };
const untilAsked = async (times: number) => {
  while (server.requests.length < times) await sleep(2);
  await requestClosed(server);
};

describe.each(MODES)('a reply that is delivered later (mode %s)', (mode) => {
  it('is spoken as the reply to the turn that it names', async () => {
    const { reading } = ask(mode, 'A');
    await untilAsked(1);
    expect(sent(0)).toMatchObject({ turnId: 'A', replyPath: '/api/sessions/s-1/reply?turnId=A' });
    expect(deliver('For another.', 'B')).toBe('other-turn');
    expect(deliver('Here I am.', 'A')).toBe('taken');
    expect(deliver('Again.', 'A')).toBe('nobody-waits');
    expect(textOf(await reading)).toBe('Here I am.');
    expect(deliver('Once more.', 'A')).toBe('nobody-waits');
  });

  it('is never spoken as the reply to the next question', async () => {
    const first = ask(mode, 'A');
    await untilAsked(1);
    first.interrupt();
    expect(await first.reading).toEqual([]);
    const second = ask(mode, 'B');
    await untilAsked(2);
    expect(deliver('Late answer to A.')).toBe('ambiguous');
    expect(deliver('Late answer to A.', 'A')).toBe('other-turn');
    expect(deliver('Answer to B.', 'B')).toBe('taken');
    expect(textOf(await second.reading)).toBe('Answer to B.');
  });

  it('is told apart from that to the same turn with less said', async () => {
    const first = ask(mode, 'A');
    await untilAsked(1);
    first.interrupt();
    const again = ask(mode, 'A');
    await untilAsked(2);
    expect(sent(1).turnId).toBe('A.2');
    expect(deliver('To half of it.', 'A')).toBe('other-turn');
    expect(deliver('To all of it.', 'A.2')).toBe('taken');
    expect(textOf(await again.reading)).toBe('To all of it.');
  });

  it('may come before the request has an answer, whatever that will be', async () => {
    server.setFault('silent');
    const { reading } = ask(mode, 'A');
    await requestOpened(server);
    expect(deliver('At once.', 'A')).toBe('taken');
    expect(textOf(await reading)).toBe('At once.');
    expect(deliver('Again.', 'A')).toBe('nobody-waits');
  });

  it('is not expected of a request that n8n has refused', async () => {
    server.setFault('404', 1);
    await expect(ask(mode, 'A').reading).rejects.toBeInstanceOf(ProviderError);
    const { reading } = ask(mode, 'B');
    await untilAsked(2);
    expect(deliver('Without a name.')).toBe('taken');
    expect(textOf(await reading)).toBe('Without a name.');
  });

  it('is no longer waited for once the turn is interrupted', async () => {
    const { reading, interrupt } = ask(mode, 'A');
    await untilAsked(1);
    interrupt();
    expect(await reading).toEqual([]);
    expect(deliver('Too late.', 'A')).toBe('nobody-waits');
  });
});

describe('the answer to the request', () => {
  it('is not spoken when the workflow calls back', async () => {
    server.setStyle('object');
    const { reading } = ask('callback', 'A');
    await untilAsked(1);
    deliver('By callback.', 'A');
    expect(textOf(await reading)).toBe('By callback.');
    expect(sent(0)).toMatchObject({ useStreaming: false });
  });

  it('is spoken to its end once it has begun, and a delivery refused', async () => {
    server.setStyle('ndjson');
    server.setFault('stall');
    const reply = make('response').generate([{ role: 'user', content: 'Hi.' }], {
      requester: { sessionId: 's-1', userId: 'ada', agentName: 'Vox', turnId: 'A' },
      signal: new AbortController().signal,
    });
    const first = await reply.next();
    expect(first.value).toMatchObject({ type: 'reply-delta' });
    expect(deliver('Too late.', 'A')).toBe('answered');
    await reply.return();
  });

  it('without words ends the turn with nothing said, unless a reply was delivered', async () => {
    server.setRecording('c-nodata');
    const { reading } = ask('response', 'A');
    expect(await reading).toEqual([{ type: 'reply-end', finishReason: 'stop' }]);
    expect(deliver('Too late.')).toBe('nobody-waits');
  });

  it('that fails does not undo a delivery', async () => {
    server.setRecording('h-error-last');
    const { reading } = ask('callback', 'A');
    // It was taken: whoever sent it was told that it will be spoken.
    expect(deliver('Delivered.', 'A')).toBe('taken');
    expect(textOf(await reading)).toBe('Delivered.');
  });
});

it('the stand-in calls back where it was told', async () => {
  const { port } = server;
  await server.close();
  const calls: string[] = [];
  const bridge = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(202).end();
  }).listen(0, '127.0.0.1');
  await once(bridge, 'listening');
  const address = bridge.address() as AddressInfo;
  server = await N8nStandIn.start({ port, callbackTo: `http://127.0.0.1:${address.port}` });
  const { interrupt } = ask('response', 'A');
  while (calls.length === 0) await sleep(2);
  expect(calls).toEqual(['POST /api/sessions/s-1/reply?turnId=A']);
  interrupt();
  bridge.close();
});
