import type { ChatMessage } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../../test/support/session-bench';

const ORDER = { name: 'order', arguments: { item: 'tea' } };
const LOOK = { name: 'look' };
const STILL = expect.stringContaining('still runs') as string;

async function begun(script: SessionScript, saidMs = 800): Promise<SessionBench> {
  const bench = new SessionBench({ hears: ['tea please', 'hello', 'thank you'], ...script });
  await bench.speak(saidMs);
  return bench;
}

async function over(bench: SessionBench): Promise<SessionBench> {
  await bench.quiet(20_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.clock.sleepers).toBe(0);
  return bench;
}

/** What the model was given of tools with its `request`th question, and of what nobody said. */
const toolsIn = (bench: SessionBench, request: number): string[] =>
  (bench.llm.calls.at(request)?.messages ?? []).flatMap((message: ChatMessage) => {
    if (message.role === 'tool') return [message.content];
    return message.content.startsWith('[') ? [message.content] : [];
  });

describe('a call that is running when somebody speaks', () => {
  it('is given up when it only looks something up, and is made anew for all of the words', async () => {
    const bench = await begun({
      tools: { look: { isReadOnly: true, takesMs: 4000 } },
      replies: [{ calls: [LOOK] }, { calls: [LOOK] }, 'Found.'],
    });
    await bench.quiet(1500);
    await bench.speak(800);
    await over(bench);
    expect(bench.tools.log.map(({ outcome }) => outcome)).toEqual(['abandoned', 'done']);
    // Nothing of the answer was heard: the words join, and are answered once.
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', userText: 'tea please hello', toolCalls: [{ state: 'done' }] },
    ]);
    expect(bench.ofType('tool-end').map(({ call }) => call.state)).toEqual(['cancelled', 'done']);
  });

  it('runs on when it changes something, once, and its result is told in a turn of its own', async () => {
    const bench = await begun({
      tools: { order: { takesMs: 6000, gives: { content: 'number 42' } } },
      replies: [{ calls: [ORDER] }, 'Hello to you.', 'Your order has number 42.'],
    });
    await bench.quiet(1500);
    await bench.speak(800);
    await over(bench);
    expect(bench.tools.log.map(({ outcome }) => outcome)).toEqual(['done']);
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', userText: 'tea please', toolCalls: [{ state: 'running' }] },
      { outcome: 'completed', userText: 'hello', spokenText: 'Hello to you.' },
      {
        outcome: 'completed',
        spokenText: 'Your order has number 42.',
        toolCalls: [{ state: 'done', result: 'number 42' }],
      },
    ]);
    // The question between them knew of the call, and had a placeholder for its result.
    expect(toolsIn(bench, -2)).toEqual([STILL]);
    expect(toolsIn(bench, -1)).toEqual([STILL, expect.stringContaining('number 42')]);
    expect(bench.turns[2]).not.toHaveProperty('userText');
  });

  it('has its result in the next question where it ended before that', async () => {
    const bench = await begun({
      tools: { order: { takesMs: 1500, gives: { content: 'number 42' } } },
      replies: [{ calls: [ORDER] }, 'Number 42.', 'Hello, your order has number 42.'],
    });
    await bench.quiet(1200);
    await bench.speak(2500);
    await over(bench);
    expect(bench.tools.log).toHaveLength(1);
    expect(toolsIn(bench, -1)).toEqual(['number 42', expect.stringContaining('has ended')]);
    expect(bench.turns.map(({ userText }) => userText)).toEqual(['tea please', 'hello']);
  });

  it('is not made twice when the model wants the same again while it runs', async () => {
    const bench = await begun({
      tools: { order: { takesMs: 5000, gives: { content: 'number 42' } } },
      replies: [{ calls: [ORDER] }, { calls: [ORDER] }, 'It has number 42.'],
    });
    await bench.quiet(1500);
    await bench.speak(800);
    await over(bench);
    expect(bench.tools.log).toHaveLength(1);
    expect(toolsIn(bench, -1).at(-1)).toBe('number 42');
  });

  it('runs on when the user hangs up', async () => {
    const bench = await begun({
      tools: { order: { takesMs: 5000 } },
      replies: [{ calls: [ORDER] }],
    });
    await bench.quiet(1500);
    await bench.hangsUp();
    await bench.clock.advance(10_000);
    expect(bench.tools.log).toMatchObject([{ outcome: 'done' }]);
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted', userText: 'tea please' }]);
  });
});

describe('a call that takes longer than an answer can wait', () => {
  const slow = { order: { takesMs: 9000, gives: { content: 'number 42' } } };

  it('is answered with what is known, and its result follows when the floor is free', async () => {
    const bench = await begun({
      tools: slow,
      replies: [{ calls: [ORDER] }, 'It takes a while.', 'Your order has number 42.'],
    });
    await over(bench);
    expect(toolsIn(bench, 1)).toEqual([STILL]);
    expect(bench.turns.map(({ spokenText }) => spokenText)).toEqual([
      'It takes a while.',
      'Your order has number 42.',
    ]);
  });

  it('is told of with the answer to what was said meanwhile', async () => {
    const bench = await begun({
      tools: slow,
      replies: [{ calls: [ORDER] }, 'It takes a while.', 'Hello. Your order has number 42.'],
    });
    await bench.quiet(8500);
    await bench.speak(2500);
    await over(bench);
    expect(bench.turns.map(({ userText }) => userText)).toEqual(['tea please', 'hello']);
    expect(toolsIn(bench, -1)).toEqual([STILL, expect.stringContaining('number 42')]);
  });

  it('does not hold the answer up when it is a matter of the background', async () => {
    const bench = await begun({
      tools: { order: { ...slow.order, kind: 'background' } },
      replies: [{ calls: [ORDER] }, 'I am on it.', 'Your order has number 42.'],
    });
    await over(bench);
    expect(bench.ofType('playout-start')[0]?.atMs).toBeLessThan(2000);
    expect(bench.turns.map(({ spokenText }) => spokenText)).toEqual([
      'I am on it.',
      'Your order has number 42.',
    ]);
  });
});

describe('a result that was given to the model', () => {
  const quick = { order: { gives: { content: 'number 42' } } };
  const TOLD = 'Certainly. Your order has number 42.';

  it('is told of again when the sentence that carries it was not heard', async () => {
    const bench = await begun({
      tools: quick,
      replies: [{ calls: [ORDER] }, TOLD, 'As I said, number 42.', 'You are welcome.'],
    });
    await bench.quiet(900);
    await bench.speak(800);
    await bench.quiet(5000);
    await bench.speak(800);
    await over(bench);
    expect(bench.turns[0]).toMatchObject({ outcome: 'interrupted' });
    expect(toolsIn(bench, 2)).toEqual(['number 42', expect.stringContaining('nobody may have')]);
    // It was heard the second time.
    expect(toolsIn(bench, 3)).toEqual(['number 42']);
    expect(bench.tools.log).toHaveLength(1);
  });

  it('is not told of again when that sentence was heard, whatever was cut off behind it', async () => {
    const bench = await begun({
      tools: quick,
      replies: [
        { calls: [ORDER] },
        'Number 42. It will be there in a moment, if you have a little patience with us.',
        'Hello.',
      ],
    });
    await bench.quiet(3000);
    await bench.speak(800);
    await over(bench);
    expect(bench.turns[0]).toMatchObject({ outcome: 'interrupted' });
    expect(toolsIn(bench, 2)).toEqual(['number 42']);
  });

  it('is told of twice at most', async () => {
    const bench = await begun({
      tools: quick,
      replies: [{ calls: [ORDER] }, TOLD, TOLD, 'You are welcome.'],
    });
    for (let cut = 0; cut < 2; cut++) {
      await bench.quiet(900);
      await bench.speak(800);
    }
    await over(bench);
    expect(bench.turns.map(({ outcome }) => outcome)).toEqual([
      'interrupted',
      'interrupted',
      'completed',
    ]);
    expect(toolsIn(bench, 3)).toEqual(['number 42']);
  });
});

describe('what an agent decides about its own session', () => {
  const ends = {
    hang_up: { kind: 'fire', gives: ({ session }) => (session.endAfterAnswer(), { content: '' }) },
  } satisfies SessionScript['tools'];

  it('ends it when the last words were heard', async () => {
    const bench = await begun({
      tools: ends,
      replies: [{ says: 'Goodbye then, and thank you.', calls: [{ name: 'hang_up' }] }],
    });
    await bench.quiet(10_000);
    expect(bench.hangUp.signal.aborted).toBe(true);
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', spokenText: 'Goodbye then, and thank you.' },
    ]);
    await bench.hangsUp();
  });

  it('does not end it when somebody has more to say', async () => {
    const bench = await begun({
      tools: ends,
      replies: [{ says: 'Goodbye then, and thank you.', calls: [{ name: 'hang_up' }] }, 'Yes?'],
    });
    await bench.quiet(1000);
    await bench.speak(800);
    await over(bench);
    expect(bench.hangUp.signal.aborted).toBe(false);
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted' }, { spokenText: 'Yes?' }]);
  });

  it('has it heard and spoken in another language', async () => {
    const bench = await begun({
      tools: { speak: { gives: ({ session }) => (session.setLanguage('de'), { content: 'ok' }) } },
      replies: [{ calls: [{ name: 'speak' }] }, 'Gern.', 'Guten Tag.'],
    });
    await bench.quiet(3000);
    await bench.speak(800);
    await over(bench);
    expect(bench.tts.calls.map(({ options }) => options.language)).toEqual(['de', 'de']);
    expect(bench.recognizer.calls.map(({ language }) => language)).toEqual([undefined, 'de']);
  });
});
