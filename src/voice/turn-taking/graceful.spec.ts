import type { SessionScript } from '../../../test/support/session-bench';
import { SessionBench } from '../../../test/support/session-bench';

const STORY = 'One two three four five six. Seven eight nine ten. Eleven twelve.';
const FIRST = 'One two three four five six.';

const graceful = (script: SessionScript) =>
  new SessionBench({ replies: [STORY, 'Done.'], agent: { bargeIn: 'graceful' }, ...script });

describe('a graceful agent', () => {
  it('waits after its sentence for a long sound, and goes on when that held no words', async () => {
    const bench = graceful({ hears: ['tell me', ''] });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(2000);
    // The sentence ended 1200 ms after it began, at 1100.
    expect(bench.sink.frames.at(-1)?.atMs).toBe(1100 + 1200 - 20);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed', spokenText: STORY }]);
    const times = bench.sink.frames.map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(gaps.filter((gap) => gap !== 20)).toHaveLength(1);
    expect(times).toHaveLength(120);
  });

  it('says nothing more after its sentence when the long sound was words', async () => {
    const bench = graceful({ hears: ['tell me', 'stop'] });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(2000);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', spokenText: FIRST },
      { outcome: 'completed', userText: 'stop', spokenText: 'Done.' },
    ]);
    // All of the sentence was heard.
    expect(bench.turns[0]).not.toHaveProperty('isCutOff');
  });

  it.each([0, 400])('is cut off within its sentence, sent %i ms ahead', async (leadMs) => {
    const bench = graceful({
      hears: ['tell me'],
      audioOut: (_clock, sink) => ({
        sampleRateHz: sink.sampleRateHz,
        leadMs,
        write: (frame) => sink.write(frame),
        clear: () => sink.clear(),
      }),
    });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.send({ type: 'interrupt' });
    await bench.quiet(500);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted', isCutOff: true }]);
  });

  it('is cut off in the last of it, which was sent ahead', async () => {
    const bench = graceful({
      hears: ['tell me'],
      replies: [FIRST],
      audioOut: (_clock, sink) => ({
        sampleRateHz: sink.sampleRateHz,
        leadMs: 800,
        write: (frame) => sink.write(frame),
        clear: () => sink.clear(),
      }),
    });
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.send({ type: 'interrupt' });
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted', isCutOff: true }]);
  });

  it('is cut off in the sound with which it thinks, and in nothing where it is silent', async () => {
    const cutOff = async (agent: object) => {
      const bench = graceful({
        hears: ['tell me'],
        ttftMs: 5000,
        agent: { bargeIn: 'graceful', ...agent },
      });
      await bench.speak(500);
      await bench.quiet(1500);
      await bench.send({ type: 'interrupt' });
      await bench.quiet(500);
      await bench.end();
      return bench.turns.map(({ outcome, isCutOff }) => [outcome, isCutOff]);
    };
    expect(await cutOff({ thinkingSoundAfterMs: 500 })).toEqual([['interrupted', true]]);
    expect(await cutOff({})).toEqual([['interrupted', undefined]]);
  });

  it('asks the model and the voice for no more than the sentence it ends with', async () => {
    const bench = graceful({
      hears: ['tell me', 'stop that please or I will leave'],
      replies: [`${FIRST} ${'And on it goes. '.repeat(100)}`, 'Done.'],
      wordMs: 100,
    });
    await bench.speak(500);
    await bench.quiet(800);
    await bench.speak(800);
    const [first] = bench.llm.calls;
    expect(first?.outcome).toBe('aborted');
    const spoken = bench.tts.calls.length;
    await bench.quiet(3000);
    await bench.end();
    expect(bench.tts.calls.slice(0, spoken).map(({ outcome }) => outcome)).not.toContain('running');
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', spokenText: FIRST },
      { outcome: 'completed', spokenText: 'Done.' },
    ]);
    const [end] = bench.ofType('turn-end');
    const late = bench.events.filter(
      ({ event, atMs }) =>
        atMs > (end?.atMs ?? 0) && 'turnId' in event && event.turnId === end?.turnId,
    );
    expect(late).toEqual([]);
    expect(bench.ofType('reply-end').map(({ turnId }) => turnId)).not.toContain(end?.turnId);
  });

  it('calls off the voice of the next sentence at once', async () => {
    const bench = graceful({
      hears: ['tell me', 'stop that please or I will leave'],
      tts: { ttfbMs: 3000 },
    });
    await bench.speak(500);
    await bench.quiet(3300);
    await bench.speak(800);
    expect(bench.tts.calls.map(({ outcome }) => outcome)).toEqual(['completed', 'aborted']);
    await bench.quiet(6000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', spokenText: FIRST },
      { outcome: 'completed' },
    ]);
  });

  it('has completed an answer whose last sentence it was', async () => {
    const bench = graceful({ hears: ['tell me', 'stop that please'], replies: [FIRST, 'Done.'] });
    await bench.speak(500);
    await bench.quiet(800);
    await bench.speak(600);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', spokenText: FIRST },
      { outcome: 'completed', userText: 'stop that please' },
    ]);
  });
});

describe('words that wait for a graceful agent to end its sentence', () => {
  const WORDS = 'stop that please or I will leave';

  /** Ended while they wait: the first answer has six seconds of its sentence left. */
  async function waiting(): Promise<SessionBench> {
    const bench = graceful({
      hears: ['tell me', WORDS],
      replies: [`${'word '.repeat(40)}end.`, 'Done.'],
    });
    await bench.speak(500);
    await bench.quiet(800);
    await bench.speak(800);
    await bench.quiet(1000);
    expect([bench.turns, bench.view.state]).toEqual([[], 'thinking']);
    return bench;
  }

  const endings: readonly [string, (bench: SessionBench) => unknown][] = [
    ['the user hangs up', (bench) => bench.hangsUp()],
    ['the client interrupts', (bench) => bench.send({ type: 'interrupt' })],
    ['the agent is muted', (bench) => bench.mute(true)],
    ['the agent is told to say something now', (bench) => bench.announce('Attention.', true)],
  ];

  it.each(endings)('are kept, and their turn is told, where %s', async (_how, end) => {
    const bench = await waiting();
    await end(bench);
    await bench.clock.advance(0);
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', userText: 'tell me' },
      { outcome: 'interrupted', userText: WORDS, spokenText: '' },
    ]);
    expect(bench.ofType('turn-start').map(({ userText }) => userText)).toEqual(['tell me', WORDS]);
    const kept = bench.conversations.messages.filter(({ role }) => role === 'user');
    expect(kept.map(({ content }) => content)).toEqual(['tell me', WORDS]);
    expect(bench.llm.calls).toHaveLength(1);
    await bench.end();
    expect(bench.errors).toEqual([]);
    expect(bench.ofType('turn-end').filter(({ userText }) => userText === WORDS)).toHaveLength(1);
  });

  it('leave nobody for whom an answer is awaited, where several people talk', async () => {
    const [ann, bob] = [
      { id: '1', name: 'Ann' },
      { id: '2', name: 'Bob' },
    ];
    const bench = graceful({
      hears: ['Vox tell me', WORDS, 'what a day'],
      replies: [`${'word '.repeat(40)}end.`, 'Indeed.'],
      group: { answers: 'addressed', addressedAs: ['Vox'], bargeInBy: 'anyone' },
    });
    await bench.send({ type: 'end-of-utterance', speaker: bob });
    await bench.speak(500, ann);
    await bench.quiet(800);
    await bench.speak(800, ann);
    await bench.quiet(1000);
    await bench.send({ type: 'interrupt', speaker: ann });
    await bench.quiet(9000);
    await bench.speak(500, ann);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns.map(({ userText }) => userText)).toEqual([
      'Ann: Vox tell me',
      `Ann: ${WORDS}`,
    ]);
  });

  it('stand before what is said after they were cut off', async () => {
    const bench = await waiting();
    await bench.send({ type: 'interrupt' });
    await bench.send({ type: 'text', text: 'Are you there?' });
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns.map(({ userText, outcome }) => [userText, outcome])).toEqual([
      ['tell me', 'interrupted'],
      [WORDS, 'interrupted'],
      ['Are you there?', 'completed'],
    ]);
  });
});

describe('an answer that is taken back', () => {
  it('is not told as a whole one', async () => {
    const bench = new SessionBench({
      hears: ['I would like', 'a cup of tea and a slice of cake'],
      replies: ['Half of it and more.', 'Both.'],
      ttftMs: 300,
      wordMs: 1000,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(900);
    await bench.quiet(9000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ spokenText: 'Both.' }]);
    expect(bench.ofType('reply-end').map(({ text }) => text)).toEqual(['Both.']);
  });
});
