import { OpenAiChatStandIn } from '@vox/stand-ins';
import { NotingMeter } from '@vox/testing';
import type { Billing, ChatMessage, GenerateOptions, ReplyPart } from '@vox/voice-core';

import { until } from '../../test/support/socket-test-client';
import { localLanguageModel } from './adapters/local/local';
import { meteredReply } from './metered-reply';

const BILLING: Billing = { purpose: 'answer', sessionId: 's', turnId: 't' };
const MESSAGES: ChatMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Wie spät ist es? <|endoftext|>' },
];

/** What the stand-in says of its answer before it stalls. */
const STALLED = 'You said: Wie spät ist es? <|endoftext|> That is';

describe('what a reply took', () => {
  let server: OpenAiChatStandIn | undefined;
  afterEach(async () => {
    await server?.close();
  });

  const ask = (given: OpenAiChatStandIn, options: Partial<GenerateOptions> = {}) => {
    server = given;
    const meter = new NotingMeter();
    const model = localLanguageModel(
      { baseUrl: given.url, model: 'm-1' },
      { fetch, timeoutMs: 5000 },
    );
    const { signal = new AbortController().signal, ...more } = options;
    const reply = meteredReply(model, MESSAGES, { billing: BILLING, signal, ...more }, meter);
    return { meter, reply, billed: () => given.bills.map(billedTokens) };
  };
  const billedTokens = ({
    promptTokens,
    completionTokens,
  }: OpenAiChatStandIn['bills'][number]) => ({
    promptTokens,
    completionTokens,
  });

  it('is what its provider says', async () => {
    const usage = { prompt_tokens: 70, completion_tokens: 9 };
    const { meter, reply } = ask(await OpenAiChatStandIn.start({ usage }));
    await Array.fromAsync(reply);
    expect(meter.uses).toMatchObject([
      { provider: { kind: 'llm', name: 'local', isEmbedded: false }, billing: BILLING },
    ]);
    expect(meter.totals).toEqual([
      { model: 'm-1', promptTokens: 70, completionTokens: 9, isEstimated: false },
    ]);
  });

  it('is counted as the provider bills it where that says nothing', async () => {
    const { meter, reply, billed } = ask(await OpenAiChatStandIn.start());
    await Array.fromAsync(reply);
    expect(meter.totals).toEqual([{ model: 'm-1', isEstimated: true, ...billed()[0] }]);
    expect(billed()[0]?.completionTokens).toBeGreaterThan(10);
  });

  it('is counted with the tools that were offered, and with what was called', async () => {
    const calls = () => [{ name: 'look', arguments: { at: 'the clock' } }];
    const tool = { name: 'look', description: 'Looks.', parameters: { type: 'object' } };
    const { meter, reply, billed } = ask(await OpenAiChatStandIn.start({ calls }), {
      tools: [tool],
    });
    await Array.fromAsync(reply);
    expect(meter.totals).toEqual([{ model: 'm-1', isEstimated: true, ...billed()[0] }]);
  });

  it('is what was read of a reply that is given up in its midst, at once', async () => {
    const stop = new AbortController();
    const given = await OpenAiChatStandIn.start({ usage: 'billed', fault: 'stall' });
    const { meter, reply, billed } = ask(given, { signal: stop.signal });
    const parts: ReplyPart[] = [];
    const reading = (async () => {
      for await (const part of reply) parts.push(part);
    })();
    // What the server bills it has sent; of that the last piece may still be on its way.
    await until(() => textOf(parts) === STALLED);
    expect(meter.uses[0]?.progress?.completionTokens).toBeGreaterThan(5);
    stop.abort('superseded');
    expect(meter.totals).toEqual([{ model: 'm-1', isEstimated: true, ...billed()[0] }]);
    await reading;
    expect(meter.uses).toHaveLength(1);
  });

  it('is its question where it is given up before its first word', async () => {
    const stop = new AbortController();
    const given = await OpenAiChatStandIn.start({ paceMs: 60_000 });
    const { meter, reply } = ask(given, { signal: stop.signal });
    const reading = Array.fromAsync(reply);
    await until(() => given.bills.length === 1);
    stop.abort('superseded');
    await reading;
    const { promptTokens } = given.bills[0] ?? {};
    expect(meter.totals).toEqual([
      { model: 'm-1', promptTokens, completionTokens: 0, isEstimated: true },
    ]);
  });

  it('is nothing where nothing was sent, or it was refused', async () => {
    const stop = new AbortController();
    stop.abort();
    const never = ask(await OpenAiChatStandIn.start(), { signal: stop.signal });
    await Array.fromAsync(never.reply);
    await server?.close();
    const refused = ask(await OpenAiChatStandIn.start({ fault: '500' }));
    await expect(Array.fromAsync(refused.reply)).rejects.toThrow();
    for (const { meter } of [never, refused]) {
      expect(meter.totals).toEqual([]);
      expect(meter.uses.every(({ isOver }) => isOver)).toBe(true);
    }
  });

  it('is what came before it broke off', async () => {
    const { meter, reply, billed } = ask(await OpenAiChatStandIn.start({ fault: 'cut' }));
    await expect(Array.fromAsync(reply)).rejects.toThrow();
    expect(meter.totals).toEqual([{ model: 'm-1', isEstimated: true, ...billed()[0] }]);
  });
});

function textOf(parts: readonly ReplyPart[]): string {
  return parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
}
