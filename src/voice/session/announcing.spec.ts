import { LiveSession } from './live-session';
import { SessionBench } from '../../../test/support/session-bench';

const spoken = (bench: SessionBench) =>
  bench.turns.map(({ outcome, userText, spokenText }) => [outcome, userText, spokenText]);

describe(`${LiveSession.name}, told to say something`, () => {
  it('says it at once when it is free, without asking the model, and keeps it', async () => {
    const bench = new SessionBench();
    const turnId = bench.announce('Dinner is ready.');
    await bench.quiet(1000);
    expect(bench.turns).toMatchObject([
      { turnId, outcome: 'completed', spokenText: 'Dinner is ready.', providers: { tts: 'tone' } },
    ]);
    expect(bench.turns[0]?.userText).toBeUndefined();
    expect(bench.llm.calls).toEqual([]);
    expect(bench.conversations.messages).toEqual([
      { role: 'assistant', content: 'Dinner is ready.', turnId },
    ]);
    await bench.end();
  });

  it('says it after the answer that goes on, one text after the other', async () => {
    const bench = new SessionBench({ replies: ['One two three four.'] });
    await bench.send({ type: 'text', text: 'Count.' });
    await bench.quiet(300);
    bench.announce('First.');
    bench.announce('Second.');
    await bench.quiet(3000);
    await bench.end();
    expect(spoken(bench)).toEqual([
      ['completed', 'Count.', 'One two three four.'],
      ['completed', undefined, 'First.'],
      ['completed', undefined, 'Second.'],
    ]);
  });

  it('ends the answer for it when it is told to, and says it before what waits', async () => {
    const bench = new SessionBench({ replies: ['One two three four.'] });
    await bench.send({ type: 'text', text: 'Count.' });
    await bench.quiet(500);
    bench.announce('Later.');
    bench.announce('Fire!', true);
    await bench.quiet(3000);
    await bench.end();
    expect(spoken(bench)).toEqual([
      ['interrupted', 'Count.', 'One two'],
      ['completed', undefined, 'Fire!'],
      ['completed', undefined, 'Later.'],
    ]);
  });

  it('answers first when somebody says something before it is heard', async () => {
    const bench = new SessionBench({ replies: ['Hi.'], tts: { ttfbMs: 400 } });
    bench.announce('Dinner is ready.');
    await bench.quiet(100);
    await bench.send({ type: 'text', text: 'Hello?' });
    await bench.quiet(5000);
    await bench.end();
    expect(spoken(bench)).toEqual([
      ['completed', 'Hello?', 'Hi.'],
      ['completed', undefined, 'Dinner is ready.'],
    ]);
  });

  it('is interrupted as by an answer, and keeps what was heard', async () => {
    const bench = new SessionBench({ hears: ['stop it please'], replies: ['Fine.'] });
    bench.announce('One two three four five six seven eight.');
    await bench.quiet(400);
    await bench.speak(1000);
    await bench.quiet(2000);
    await bench.end();
    const [first] = bench.turns;
    expect(first).toMatchObject({ outcome: 'interrupted' });
    expect(first?.spokenText).toMatch(/^One two/u);
    expect(bench.conversations.messages[0]?.content).toBe(first?.spokenText);
  });

  it('takes no more than anybody wants to hear', async () => {
    const bench = new SessionBench();
    const taken = Array.from({ length: 30 }, () => bench.announce('Again.'));
    expect(taken.filter((turnId) => turnId !== undefined)).toHaveLength(21);
    await bench.hangsUp();
  });
});
