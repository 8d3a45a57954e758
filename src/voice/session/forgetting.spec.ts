import type { GroupRules, Speaker } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

const ANN: Speaker = { id: '1', name: 'Ann' };
const BOB: Speaker = { id: '2', name: 'Bob' };
const OPEN: GroupRules = {
  answers: 'always',
  addressedAs: ['Vox'],
  bargeInBy: 'anyone',
  peoplePresent: () => 2,
};
const SHY: GroupRules = { ...OPEN, answers: 'addressed' };

const group = (rules: GroupRules, script: SessionScript) =>
  new SessionBench({ ...script, group: rules });

describe('who asks to be forgotten', () => {
  it('is left out of what was overheard; what others said is kept', async () => {
    const bench = group(SHY, { hears: ['my secret is out', 'so it is', 'what a day'] });
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(500, BOB);
    await bench.quiet(1500);
    bench.forget(ANN.id);
    await bench.speak(500, BOB);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.conversations.messages.map(({ content }) => content)).toEqual([
      'Bob: so it is what a day',
    ]);
  });

  it('is not remembered with the turn that runs just then; the next one is kept', async () => {
    const bench = group(OPEN, {
      hears: ['my secret is out', 'how are you'],
      replies: ['word '.repeat(20), 'Fine.'],
    });
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    bench.forget(ANN.id);
    await bench.quiet(5000);
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
    expect(bench.conversations.messages).toEqual([]);
    await bench.speak(500, ANN);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.conversations.messages.map(({ content }) => content)).toEqual([
      'Ann: how are you',
      'Fine.',
    ]);
  });

  it('is left out when more words join the turn that is thought about', async () => {
    const bench = group(OPEN, {
      hears: ['my secret is out', 'and mine is safe'],
      replies: ['Unheard.', 'Good.'],
      ttftMs: 2000,
    });
    await bench.speak(500, ANN);
    await bench.quiet(800);
    bench.forget(ANN.id);
    await bench.speak(500, BOB);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'Bob: and mine is safe' }]);
  });
});

describe('what tools were asked for by who asks to be forgotten', () => {
  const ORDER = { calls: [{ name: 'order' }] };
  const tools = { order: { takesMs: 9000, gives: { content: 'number 42' } } };

  it('is told to nobody, though it still runs', async () => {
    const bench = group(OPEN, {
      hears: ['order my secret', 'how are you'],
      replies: [ORDER, 'It takes a while.', 'Fine.', 'Your order has number 42.'],
      tools,
    });
    await bench.speak(500, ANN);
    await bench.quiet(8000);
    bench.forget(ANN.id);
    await bench.speak(500, BOB);
    await bench.quiet(12_000);
    await bench.end();
    expect(bench.turns.map(({ spokenText }) => spokenText)).toEqual(['It takes a while.', 'Fine.']);
    expect(JSON.stringify(bench.turns[1])).not.toMatch(/order|number|\b42\b/u);
  });

  it("is told where it is somebody else's", async () => {
    const bench = group(OPEN, {
      hears: ['order my secret'],
      replies: [ORDER, 'It takes a while.', 'Your order has number 42.'],
      tools,
    });
    await bench.speak(500, ANN);
    await bench.quiet(8000);
    bench.forget(BOB.id);
    await bench.quiet(12_000);
    await bench.end();
    expect(bench.turns.map(({ spokenText }) => spokenText)).toContain('Your order has number 42.');
  });
});

it('what still runs when the session is deleted is told to nobody, and is in no turn', async () => {
  const bench = new SessionBench({
    hears: ['order my secret', 'how are you'],
    replies: [{ calls: [{ name: 'order' }] }, 'It takes a while.', 'Fine.'],
    tools: { order: { takesMs: 9000, gives: { content: 'number 42' } } },
  });
  await bench.speak(500);
  await bench.quiet(8000);
  bench.forgetAll();
  await bench.quiet(8000);
  await bench.speak(500);
  await bench.quiet(4000);
  await bench.end();
  expect([...bench.errors, ...bench.failures]).toEqual([]);
  expect(bench.turns.map(({ spokenText }) => spokenText)).toEqual(['It takes a while.', 'Fine.']);
  expect(bench.turns[1]).not.toHaveProperty('toolCalls');
});
