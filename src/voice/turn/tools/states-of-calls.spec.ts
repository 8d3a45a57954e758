import { firstThatAnswers } from '@vox/outbound';
import { ScriptedLanguageModel } from '@vox/testing';
import { type ChatMessage, LanguageModel, ProviderError } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../../test/support/session-bench';

const ORDER = { name: 'order', arguments: { item: 'tea' } };
const TOLD =
  'Your order has the number forty two. It will be there at noon. Thank you for calling.';
const GONE = new ProviderError('gone', { kind: 'llm', provider: 'first', category: 'server' });

async function over(bench: SessionBench): Promise<SessionBench> {
  await bench.quiet(30_000);
  await bench.end();
  expect(bench.errors).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

/** Somebody orders, is silent for so long, speaks over whatever goes on then, and waits. */
async function interrupted(afterMs: number, script: SessionScript): Promise<SessionBench> {
  const bench = new SessionBench({ hears: ['tea please', 'hello there', 'yes'], ...script });
  await bench.speak(800);
  await bench.quiet(afterMs);
  await bench.speak(1200);
  return over(bench);
}

const runs = (bench: SessionBench) => bench.tools.log.map(({ outcome }) => outcome);
const ends = (bench: SessionBench) => bench.ofType('tool-end').map(({ call: { state } }) => state);
/** What the model was given of the call with its last question. */
const given = (bench: SessionBench): string[] =>
  (bench.llm.calls.at(-1)?.messages ?? []).flatMap((message: ChatMessage) =>
    message.role === 'tool' || message.content.startsWith('[') ? [message.content] : [],
  );

describe('somebody speaks while a call', () => {
  it('is requested: it is not made, and the model knows', async () => {
    const bench = await interrupted(1200, {
      tools: { order: { needsConfirmation: true } },
      replies: [{ calls: [ORDER] }, 'Hello.'],
    });
    expect({ runs: runs(bench), ends: ends(bench) }).toEqual({ runs: [], ends: ['cancelled'] });
    expect(given(bench)[0]).toContain('not done');
  });

  it('is running and reads only: it is given up, and made once for all of the words', async () => {
    const bench = await interrupted(1500, {
      tools: { order: { isReadOnly: true, takesMs: 3000 } },
      replies: [{ calls: [ORDER] }, { calls: [ORDER] }, 'Found.'],
    });
    expect(runs(bench)).toEqual(['abandoned', 'done']);
    expect(ends(bench)).toEqual(['cancelled', 'done']);
  });

  it('is running and changes something: it runs on, once', async () => {
    const bench = await interrupted(1500, {
      tools: { order: { takesMs: 5000, gives: { content: 'number 42' } } },
      replies: [{ calls: [ORDER] }, 'Hello.', 'It has number 42.'],
    });
    expect({ runs: runs(bench), ends: ends(bench) }).toEqual({ runs: ['done'], ends: ['done'] });
  });

  it.each([
    ['is done', { gives: { content: 'number forty two' } }, 'done', 'number forty two'],
    ['has failed', { gives: { content: 'sold out', isError: true } }, 'failed', 'sold out'],
    ['is timed out', { takesMs: 9000, timeoutMs: 100 }, 'timed-out', 'may have happened'],
  ] as const)(
    '%s, and is told of: what came of it is offered once more, and nothing is done twice',
    async (_state, tool, state, result) => {
      const bench = await interrupted(1400, {
        tools: { order: tool },
        replies: [{ calls: [ORDER] }, TOLD, 'As I said.'],
      });
      expect(bench.tools.log).toHaveLength(1);
      expect(ends(bench)).toEqual([state]);
      expect(bench.turns[0]).toMatchObject({ outcome: 'interrupted' });
      expect(given(bench).join(' ')).toContain(result);
      expect(given(bench).at(-1)).toContain('nobody may have heard');
    },
  );

  it('was cancelled: nothing more is told of it', async () => {
    const bench = new SessionBench({
      hears: ['tea please', 'no', 'hello there'],
      tools: { order: { needsConfirmation: true } },
      replies: [
        { calls: [ORDER] },
        'As you like, I leave it and keep your basket as it is.',
        'Hello.',
      ],
    });
    await bench.speak(800);
    await bench.quiet(9000);
    await bench.speak(800);
    await bench.quiet(1200);
    await bench.speak(1200);
    await over(bench);
    expect({ runs: runs(bench), ends: ends(bench) }).toEqual({ runs: [], ends: ['cancelled'] });
    expect(given(bench)).toEqual([expect.stringContaining('said no')]);
  });
});

it('hanging up over a result that is owed does nothing twice, and leaves nothing running', async () => {
  const bench = new SessionBench({
    hears: ['tea please'],
    tools: { order: { gives: { content: 'number forty two' } } },
    replies: [{ calls: [ORDER] }, TOLD],
  });
  await bench.speak(800);
  await bench.quiet(1400);
  await bench.hangsUp();
  await bench.clock.advance(30_000);
  expect(runs(bench)).toEqual(['done']);
  expect(bench.turns).toMatchObject([
    { outcome: 'interrupted', toolCalls: [{ state: 'done', result: 'number forty two' }] },
  ]);
  expect(bench.clock.sleepers).toBe(0);
});

/** The first of two that answers, as the service of models has it. */
class Either extends LanguageModel {
  constructor(
    private readonly first: LanguageModel,
    private readonly second: LanguageModel,
  ) {
    super();
  }

  override get info() {
    return this.first.info;
  }

  override generate(...asked: Parameters<LanguageModel['generate']>) {
    return firstThatAnswers([
      { name: 'first', open: () => this.first.generate(...asked) },
      { name: 'second', open: () => this.second.generate(...asked) },
    ]);
  }

  override health() {
    return this.first.health();
  }
}

describe('a provider that goes between a call and its answer', () => {
  it('leaves the answer to the next one, which is shown the call with its result', async () => {
    const second = new ScriptedLanguageModel(['Your order has the number 42.']);
    const bench = new SessionBench({
      hears: ['tea please'],
      tools: { order: { gives: { content: 'number 42' } } },
      replies: [{ calls: [ORDER] }, GONE],
      model: (first) => new Either(first, second),
    });
    await bench.speak(800);
    await over(bench);
    expect(runs(bench)).toEqual(['done']);
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', spokenText: 'Your order has the number 42.' },
    ]);
    expect(second.calls[0]?.messages.slice(-2)).toMatchObject([
      { role: 'assistant', toolCalls: [{ name: 'order' }] },
      { role: 'tool', content: 'number 42' },
    ]);
  });

  it('ends the turn where there is no other, and the next one has the call with its result, done once', async () => {
    const bench = new SessionBench({
      hears: ['tea please', 'well'],
      tools: { order: { gives: { content: 'number 42' } } },
      replies: [{ calls: [ORDER] }, GONE, 'Your order has the number 42.'],
    });
    await bench.speak(800);
    await bench.quiet(10_000);
    await bench.speak(800);
    await over(bench);
    expect(runs(bench)).toEqual(['done']);
    expect(bench.turns.map(({ outcome }) => outcome)).toEqual(['failed', 'completed']);
    expect(given(bench)).toContain('number 42');
  });
});
