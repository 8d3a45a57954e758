import { LiveSession } from './live-session';
import { SessionBench } from '../../../test/support/session-bench';

const spoken = (bench: SessionBench) =>
  bench.turns.map(({ outcome, userText, spokenText }) => [outcome, userText, spokenText]);

describe(`${LiveSession.name}, whose agent is muted`, () => {
  it('ends the answer at the word that was heard, keeps what is said, and asks no model', async () => {
    const bench = new SessionBench({ hears: ['hello there'], replies: ['One two three four.'] });
    await bench.send({ type: 'text', text: 'Count.' });
    await bench.quiet(500);
    bench.mute(true);
    await bench.speak(800);
    await bench.quiet(2500);
    await bench.send({ type: 'text', text: 'Anybody?' });
    await bench.quiet(1000);
    expect(spoken(bench)).toEqual([
      ['interrupted', 'Count.', 'One two'],
      ['interrupted', 'hello there', ''],
      ['interrupted', 'Anybody?', ''],
    ]);
    expect(bench.llm.calls).toHaveLength(1);
    expect(bench.conversations.messages.map(({ content }) => content)).toEqual([
      'Count.',
      'One two',
      'hello there',
      'Anybody?',
    ]);
    expect(bench.ofType('agent-mute')).toMatchObject([{ isMuted: true }]);
    await bench.end();
    expect(bench.errors).toEqual([]);
  });

  it('says what it is told to, and answers again once it may', async () => {
    const bench = new SessionBench({ replies: ['Here I am.'] });
    bench.mute(true);
    bench.announce('A person takes over.');
    await bench.send({ type: 'text', text: 'Who?' });
    await bench.quiet(3000);
    expect(bench.view).toMatchObject({ isMuted: true, state: 'listening' });
    bench.mute(false);
    bench.mute(false);
    await bench.send({ type: 'text', text: 'And now?' });
    await bench.quiet(3000);
    await bench.end();
    expect(spoken(bench)).toEqual([
      ['interrupted', 'Who?', ''],
      ['completed', undefined, 'A person takes over.'],
      ['completed', 'And now?', 'Here I am.'],
    ]);
    expect(bench.ofType('agent-mute').map(({ isMuted }) => isMuted)).toEqual([true, false]);
  });

  it('is not cut off in what it is made to say by words that it lets pass', async () => {
    const text =
      'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.';
    const bench = new SessionBench({
      hears: ['hello there'],
      agent: { bargeIn: 'graceful' },
      isMuted: true,
    });
    bench.announce(text);
    await bench.quiet(300);
    await bench.speak(800);
    await bench.quiet(5000);
    await bench.end();
    expect(spoken(bench)).toEqual([
      ['interrupted', 'hello there', ''],
      ['completed', undefined, text],
    ]);
    expect(bench.turns.map(({ isCutOff }) => isCutOff)).toEqual([undefined, undefined]);
  });

  it('greets nobody', async () => {
    const bench = new SessionBench({ agent: { greeting: 'Welcome.' }, isMuted: true });
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns).toEqual([]);
  });

  it('is seen from outside: who is there, who speaks, what the agent does', async () => {
    const bench = new SessionBench({ hears: ['hello there'] });
    await bench.speak(600);
    expect(bench.view).toEqual({
      state: 'listening',
      isMuted: false,
      isOwnerSpeaking: true,
      people: [],
    });
    await bench.hangsUp();
  });

  it('names the people of a group once, and who of them speaks', async () => {
    const [ann, ben] = [
      { id: '1', name: 'Ann' },
      { id: '2', name: 'Ben' },
    ];
    const group = { answers: 'always', addressedAs: ['Vox'], bargeInBy: 'anyone' } as const;
    const bench = new SessionBench({ group, hears: ['one', 'two'] });
    await bench.speak(600, ann);
    await bench.quiet(1500);
    await bench.speak(600, ben);
    expect(bench.view).toMatchObject({
      isOwnerSpeaking: false,
      people: [
        { speaker: ann, isSpeaking: false },
        { speaker: ben, isSpeaking: true },
      ],
    });
    await bench.hangsUp();
  });
});
