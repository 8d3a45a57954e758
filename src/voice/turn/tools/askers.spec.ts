import { type Form, heardAnswer, type Speaker, whoseTurn } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../../test/support/session-bench';

const ANN: Speaker = { id: '1', name: 'Ann' };
const BOB: Speaker = { id: '2', name: 'Bob' };
const ORDER = { name: 'order', arguments: { item: 'tea' } };
const SLOW = { takesMs: 9000, gives: { content: 'number 42' } } as const;
const FEE: Form = { from: 'The Swan', message: 'It costs a fee.', fields: [] };

const begin = (script: SessionScript) =>
  new SessionBench({
    group: {
      answers: 'always',
      addressedAs: ['Vox'],
      bargeInBy: 'anyone',
      mayConfirm: ({ id }) => id === BOB.id,
    },
    hears: ['tea please', 'hello', 'thank you'],
    ...script,
  });

/** What is stored of each turn: what was heard, and who is named with it. */
async function stored(bench: SessionBench) {
  await bench.quiet(20_000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  return bench.turns.map((turn) => [heardAnswer(turn), whoseTurn(turn).map(({ id }) => id)]);
}

describe('a turn that tells what came of a call, where several people talk', () => {
  it('names who had asked for it', async () => {
    const bench = begin({
      tools: { order: SLOW },
      replies: [{ calls: [ORDER] }, 'It takes a while.', 'Your order has number 42.'],
    });
    await bench.speak(800, ANN);
    expect(await stored(bench)).toEqual([
      ['It takes a while.', ['1']],
      ['Your order has number 42.', ['1']],
    ]);
    // What clients are told of is whose words a turn has.
    expect(bench.turns[1]).not.toHaveProperty('speakers');
  });

  it('names them beside who is answered with it', async () => {
    const bench = begin({
      tools: { order: SLOW },
      replies: [{ calls: [ORDER] }, 'It takes a while.', 'Hello. Ann, it has number 42.'],
    });
    await bench.speak(800, ANN);
    await bench.quiet(8500);
    await bench.speak(2500, BOB);
    expect(await stored(bench)).toEqual([
      ['It takes a while.', ['1']],
      ['Hello. Ann, it has number 42.', ['2', '1']],
    ]);
  });

  it('names them also where it only lists the call among those that have ended since', async () => {
    const bench = begin({
      tools: { order: { ...SLOW, kind: 'fire' } },
      replies: [{ says: 'I am on it.', calls: [ORDER] }, 'Hello.'],
    });
    await bench.speak(800, ANN);
    await bench.quiet(10_000);
    await bench.speak(800, BOB);
    expect(await stored(bench)).toEqual([
      ['I am on it.', ['1']],
      ['Hello.', ['2', '1']],
    ]);
    expect(bench.turns[1]).toMatchObject({ toolCalls: [{ result: 'number 42' }] });
  });

  it('names them of a call that was made in such a turn', async () => {
    const bench = begin({
      tools: { order: SLOW, track: { ...SLOW, gives: { content: 'on its way' } } },
      replies: [
        { calls: [ORDER] },
        'It takes a while.',
        { calls: [{ name: 'track' }] },
        'It has number 42.',
        'It is on its way.',
      ],
    });
    await bench.speak(800, ANN);
    expect(await stored(bench)).toEqual([
      ['It takes a while.', ['1']],
      ['It has number 42.', ['1']],
      ['It is on its way.', ['1']],
    ]);
  });

  it('names them where somebody else confirms it', async () => {
    const bench = begin({
      hears: ['tea please', 'yes', 'hello'],
      tools: { order: { ...SLOW, needsConfirmation: true } },
      replies: [{ calls: [ORDER] }, 'It is under way.', 'Ann, it has number 42.'],
    });
    await bench.speak(800, ANN);
    await bench.quiet(5000);
    await bench.speak(800, BOB);
    const [, confirmed, told] = await stored(bench);
    expect([confirmed, told]).toEqual([
      ['It is under way.', ['2', '1']],
      ['Ann, it has number 42.', ['1']],
    ]);
  });

  it('names whom it asks for what a tool wants to know', async () => {
    const bench = begin({
      tools: { order: { ...SLOW, asks: [FEE] } },
      replies: [{ calls: [ORDER] }, 'It takes a while.', 'It is not booked.'],
    });
    await bench.speak(800, ANN);
    const [, asked] = await stored(bench);
    expect(asked).toEqual(['The Swan asks: It costs a fee. Do you agree?', ['1']]);
  });

  it('names nobody where one person talks alone', async () => {
    const bench = new SessionBench({
      hears: ['tea please'],
      tools: { order: SLOW },
      replies: [{ calls: [ORDER] }, 'It takes a while.', 'Your order has number 42.'],
    });
    await bench.speak(800);
    expect(await stored(bench)).toEqual([
      ['It takes a while.', []],
      ['Your order has number 42.', []],
    ]);
  });
});

describe('a turn of the agent’s own that is about one of several people', () => {
  it('names whose limit it tells of', async () => {
    const account = { userId: 'discord:1', ownerId: null };
    const bench = begin({ caps: { CAP_USER_MINUTES: '1' }, tools: {}, replies: ['Yes.'] });
    bench.spending.limits.add(account, { usd: 0, tokens: 0, minutes: 2 });
    await bench.speak(800, { ...ANN, account });
    expect(await stored(bench)).toEqual([[expect.stringMatching(/^Ann, your limit/u), ['1']]]);
  });

  it('names who was handed over', async () => {
    const to = { id: 'desk', name: 'Desk', systemPrompt: '', llm: {}, tts: {} };
    const bench = begin({
      tools: {
        transfer: {
          gives: ({ session }) => {
            session.handOver({ to, reason: 'Ann wants her tea.' });
            return { content: 'Done.', endsAnswer: true };
          },
        },
      },
      replies: [{ says: 'One moment.', calls: [{ name: 'transfer' }] }, 'Your tea, Ann?'],
    });
    await bench.speak(800, ANN);
    expect(await stored(bench)).toEqual([
      ['One moment.', ['1']],
      ['Your tea, Ann?', ['1']],
    ]);
  });
});
