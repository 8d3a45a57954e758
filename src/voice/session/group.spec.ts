import type { GroupRules, Speaker } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

const ANN: Speaker = { id: '1', name: 'Ann' };
const BOB: Speaker = { id: '2', name: 'Bob' };
const CY: Speaker = { id: '3', name: 'Cy' };

const OPEN: GroupRules = { answers: 'always', addressedAs: ['Vox'], bargeInBy: 'anyone' };
const SHY: GroupRules = { ...OPEN, answers: 'addressed' };

const group = (rules: GroupRules, script: SessionScript) =>
  new SessionBench({ ...script, group: rules });

/** More than one of them may be begun ahead of time. */
const HELLOS = Array.from({ length: 4 }, () => 'Hello both.');

/** Everybody is there, and nobody has said anything. */
async function present(bench: SessionBench, ...speakers: Speaker[]): Promise<void> {
  for (const speaker of speakers) await bench.send({ type: 'end-of-utterance', speaker });
}

describe('a group', () => {
  it('hears everybody on their own, also at the same time', async () => {
    const bench = group(OPEN, { hears: ['good morning', 'good evening'], replies: HELLOS });
    await bench.speak(600, ANN, BOB);
    await bench.quiet(2500);
    await bench.end();
    expect(
      bench.ofType('transcript-final').map(({ text, speaker }) => [speaker?.name, text]),
    ).toEqual([
      ['Ann', 'good morning'],
      ['Bob', 'good evening'],
    ]);
    expect(bench.ofType('speech-start').map(({ speaker }) => speaker)).toEqual([ANN, BOB]);
    expect(bench.detector.openStreams).toBe(0);
  });

  it('joins what several people say before it answers to one turn, line by line', async () => {
    const bench = group(OPEN, { hears: ['good morning', 'good evening'], replies: HELLOS });
    await bench.speak(600, ANN, BOB);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.turns).toMatchObject([
      {
        outcome: 'completed',
        userText: 'Ann: good morning\nBob: good evening',
        speakers: [ANN, BOB],
      },
    ]);
  });

  it('joins what somebody says while the agent thinks about another one', async () => {
    const bench = group(OPEN, {
      hears: ['tea or coffee', 'coffee please'],
      replies: ['Unheard.', 'Coffee.'],
      ttftMs: 2000,
    });
    await bench.speak(500, ANN);
    await bench.quiet(800);
    await bench.speak(500, BOB);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { userText: 'Ann: tea or coffee\nBob: coffee please', spokenText: 'Coffee.' },
    ]);
    expect(new Set(bench.ofType('transcript-final').map(({ turnId }) => turnId)).size).toBe(1);
  });

  it('tells the model who says what, also of the turns before', async () => {
    const bench = group(OPEN, { hears: ['I am thirsty', 'me too'], replies: ['I see.', 'Well.'] });
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(500, BOB);
    await bench.quiet(1500);
    await bench.end();
    const [system, ...messages] = bench.llm.calls[1]?.messages ?? [];
    expect(system?.content).toMatch(/^Be kind\..*name of who speaks/su);
    expect(messages).toEqual([
      { role: 'user', content: 'Ann: I am thirsty' },
      { role: 'assistant', content: 'I see.' },
      { role: 'user', content: 'Bob: me too' },
    ]);
  });

  it('answers the last words of somebody who leaves in the middle of them', async () => {
    const bench = group(OPEN, { hears: ['goodbye everyone'], replies: ['Goodbye, Ann.'] });
    await present(bench, BOB);
    await bench.speak(600, ANN);
    await bench.send({ type: 'speaker-left', speakerId: ANN.id });
    await bench.clock.advance(2000);
    expect(bench.turns).toMatchObject([{ userText: 'Ann: goodbye everyone' }]);
    expect(bench.detector.openStreams).toBe(0);
    await bench.end();
  });

  it('keeps no ears open for who only types', async () => {
    const bench = group(OPEN, { replies: ['Hi.'] });
    await bench.send({ type: 'text', text: 'typed', speaker: ANN });
    expect(bench.detector.openStreams).toBe(0);
    await bench.clock.advance(1000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'Ann: typed', speakers: [ANN] }]);
  });
});

describe('interruptions in a group', () => {
  const script = {
    hears: ['tell me a story', 'stop it now'],
    replies: ['word '.repeat(30), 'Stopped.'],
  };

  it('are everybody’s where that is set', async () => {
    const bench = group(OPEN, script);
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(800, BOB);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', speakers: [ANN] },
      { outcome: 'completed', userText: 'Bob: stop it now', speakers: [BOB] },
    ]);
  });

  it('are else only of the one who is being answered: others are answered next', async () => {
    const bench = group({ ...OPEN, bargeInBy: 'addressee' }, script);
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(800, BOB);
    await bench.quiet(9000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', speakers: [ANN] },
      { outcome: 'completed', userText: 'Bob: stop it now' },
    ]);
    const gaps = bench.sink.frames.slice(1, 300).map(({ atMs }, i) => {
      return atMs - (bench.sink.frames[i]?.atMs ?? 0);
    });
    expect(Math.max(...gaps)).toBe(20);
  });

  it('are possible for the one who is being answered', async () => {
    const bench = group({ ...OPEN, bargeInBy: 'addressee' }, script);
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(800, ANN);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted' }, { outcome: 'completed' }]);
  });

  it('do not end because another one coughs while the first still talks', async () => {
    const bench = group(OPEN, {
      hears: ['tell me a story', 'okay', ''],
      replies: ['word '.repeat(40), 'Fine.'],
    });
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(240, ANN);
    await bench.speak(240, ANN, BOB);
    const heldAt = bench.sink.frames.length;
    await bench.send({ type: 'end-of-utterance', speaker: BOB });
    await bench.speak(100, ANN);
    expect(bench.sink.frames).toHaveLength(heldAt);
    await bench.hangsUp();
  });
});

describe('a group whose agent answers when it is called', () => {
  it('leaves alone what people say to each other, and remembers it', async () => {
    const bench = group(SHY, {
      hears: ['did you see the game', 'I did, great goal', 'Vox, what do you think'],
      replies: ['It was a fine goal.'],
    });
    await present(bench, ANN, BOB);
    await bench.speak(500, ANN);
    await bench.quiet(1500);
    await bench.speak(500, BOB);
    await bench.quiet(1500);
    expect(bench.turns).toEqual([]);
    expect(bench.llm.calls).toEqual([]);
    await bench.speak(500, ANN);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'Ann: Vox, what do you think' }]);
    expect(bench.llm.calls[0]?.messages.slice(1)).toEqual([
      { role: 'user', content: 'Ann: did you see the game\nBob: I did, great goal' },
      { role: 'user', content: 'Ann: Vox, what do you think' },
    ]);
    expect(bench.ofType('transcript-final')).toHaveLength(3);
  });

  it('takes a reply to what it said for its own, for eight seconds', async () => {
    const bench = group(SHY, {
      hears: ['Vox help me', 'with the door', 'what a day'],
      replies: ['With what?', 'I cannot.'],
    });
    await present(bench, ANN, BOB);
    await bench.speak(500, ANN);
    await bench.quiet(7000);
    await bench.speak(500, ANN);
    await bench.quiet(11_000);
    await bench.speak(500, ANN);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.turns.map(({ userText }) => userText)).toEqual([
      'Ann: Vox help me',
      'Ann: with the door',
    ]);
  });

  it('does not take what another one says after its answer for its own', async () => {
    const bench = group(SHY, { hears: ['Vox help me', 'not now'], replies: ['With what?'] });
    await present(bench, ANN, BOB);
    await bench.speak(500, ANN);
    await bench.quiet(3000);
    await bench.speak(500, BOB);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.turns).toHaveLength(1);
  });

  it('answers everything of somebody who is alone with it, and what is typed', async () => {
    const bench = group(SHY, { hears: ['what time is it'], replies: ['Noon.', 'Yes.'] });
    await bench.speak(500, ANN);
    await bench.quiet(2000);
    await present(bench, BOB, CY);
    await bench.send({ type: 'text', text: 'is it', speaker: CY });
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns.map(({ userText }) => userText)).toEqual([
      'Ann: what time is it',
      'Cy: is it',
    ]);
  });

  it('is not alone with the first who speaks where others are there', async () => {
    const bench = group({ ...SHY, peoplePresent: () => 2 }, { hears: ['hello Bob'] });
    await bench.speak(500, ANN);
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns).toEqual([]);
    expect(bench.ofType('transcript-final')).toMatchObject([{ text: 'hello Bob', speaker: ANN }]);
  });

  it('is alone with who stayed when the others have left, though they had spoken', async () => {
    let peoplePresent = 2;
    const bench = group(
      { ...SHY, peoplePresent: () => peoplePresent },
      { hears: ['hello Bob', 'what time is it'], replies: ['Noon.'] },
    );
    await present(bench, ANN, BOB);
    await bench.speak(500, ANN);
    await bench.quiet(2000);
    peoplePresent = 1;
    await bench.speak(500, ANN);
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'Ann: what time is it' }]);
  });

  it('answers who has called it though what another one said seemed to call it for a while', async () => {
    const bench = group(SHY, {
      hears: ['Vox what time is it', 'what time is it fox hunting starts'],
      replies: ['Unheard.', 'Noon.'],
      ttftMs: 6000,
    });
    await present(bench, BOB);
    await bench.speak(600, ANN);
    await bench.quiet(700);
    await bench.speak(1600, BOB);
    await bench.quiet(10_000);
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', speakers: [ANN], spokenText: 'Noon.' },
    ]);
    expect(bench.llm.calls.map(({ outcome }) => outcome)).toEqual(['aborted', 'completed']);
    bench.announce('Dinner is ready.');
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns.at(-1)).toMatchObject({ spokenText: 'Dinner is ready.' });
  });

  it('goes on thinking, and speaking, while others talk to each other', async () => {
    const bench = group(SHY, {
      hears: ['Vox tell me', 'a long talk with somebody else'],
      replies: ['One two three four five six seven.'],
      ttftMs: 1000,
    });
    await present(bench, ANN, BOB);
    await bench.speak(500, ANN);
    await bench.quiet(640);
    await bench.speak(3000, BOB);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed', speakers: [ANN] }]);
    expect(bench.llm.calls).toHaveLength(1);
  });
});
