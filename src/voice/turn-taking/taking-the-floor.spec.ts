import { SessionBench } from '../../../test/support/session-bench';

describe('barge-in', () => {
  it('stops the answer and keeps only the words that were heard', async () => {
    const bench = new SessionBench({
      hears: ['tell me', 'stop'],
      replies: ['One two three four five six seven eight nine ten.', 'Stopped.'],
    });
    await bench.speak(500);
    await bench.quiet(1620);
    await bench.speak(600);
    await bench.quiet(1500);
    await bench.end();
    const [interrupted, next] = bench.turns;
    expect(interrupted?.outcome).toBe('interrupted');
    expect(interrupted?.spokenText).toBe('One two three four five six');
    expect(next).toMatchObject({ outcome: 'completed', userText: 'stop' });
    expect(bench.conversations.messages[1]?.content).toBe('One two three four five six');
  });

  it('ends the sound at the moment of the decision and releases the engines', async () => {
    const bench = new SessionBench({
      hears: ['tell me', 'stop'],
      replies: ['word '.repeat(100), 'Ok.'],
    });
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.speak(600);
    const lastFrameAtMs = bench.sink.frames.at(-1)?.atMs ?? 0;
    expect(lastFrameAtMs).toBeLessThanOrEqual(500 + 1500 + 20 + 200);
    await bench.quiet(640);
    // What sounds is cut when the answer is held, and whatever came since when it is ended.
    expect(bench.sink.clears).toHaveLength(2);
    expect(bench.sink.clears[0]?.atMs).toBeLessThanOrEqual(500 + 1500 + 200);
    expect(bench.tts.calls[0]?.outcome).not.toBe('running');
    await bench.hangsUp();
  });

  it('lets a cough pass', async () => {
    const bench = new SessionBench({
      hears: ['tell me', ''],
      replies: ['One two three four five six.'],
    });
    await bench.speak(500);
    await bench.quiet(900);
    await bench.speak(200);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
  });

  it('does not take a short sign of listening for a turn', async () => {
    const bench = new SessionBench({ hears: ['tell me', 'mhm'], replies: ['word '.repeat(20)] });
    await bench.speak(500);
    await bench.quiet(900);
    await bench.speak(240);
    await bench.quiet(5000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
  });

  it('stops when the client asks for silence', async () => {
    const bench = new SessionBench({ hears: ['tell me'], replies: ['word '.repeat(50)] });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.send({ type: 'interrupt' });
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted' }]);
    await bench.end();
  });

  it('can be switched off: the answer is finished first, then the words are answered', async () => {
    const bench = new SessionBench({
      hears: ['tell me', 'stop now'],
      replies: ['word '.repeat(20), 'Now I stop.'],
      options: { bargeIn: { strategy: 'off', minSpeechMs: 200 } },
    });
    await bench.speak(500);
    await bench.quiet(900);
    await bench.speak(1000);
    await bench.quiet(6000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', userText: 'tell me' },
      { outcome: 'completed', userText: 'stop now' },
    ]);
  });

  it.each([
    ['The answer.', 1],
    ['Shall I go?', 2],
  ])('takes "yes" over the last word of %j for %i turn', async (reply, turns) => {
    const bench = new SessionBench({
      hears: ['tell me', 'yes'],
      replies: [reply, 'Well then.'],
      options: { speculativeTurns: false },
    });
    await bench.speak(500);
    await bench.quiet(640);
    await bench.speak(300);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toHaveLength(turns);
  });

  it('holds the answer for a sound without words and goes on where it stopped', async () => {
    const bench = new SessionBench({
      hears: ['tell me', ''],
      replies: ['one two three four five six seven eight nine ten'],
    });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.speak(400);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
    const times = bench.sink.frames.map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(gaps.filter((gap) => gap > 20)).toHaveLength(1);
    expect(bench.sink.frames).toHaveLength(100);
    expect(bench.sink.clears).toHaveLength(1);
    const held = bench.events.flatMap(({ event: { type } }) =>
      type === 'playout-pause' || type === 'playout-resume' ? [type] : [],
    );
    expect(held).toEqual(['playout-pause', 'playout-resume']);
  });

  it('ends a graceful answer with the sentence that is being spoken', async () => {
    const bench = new SessionBench({
      hears: ['tell me', 'stop that please'],
      replies: ['One two three four five six. Seven eight nine ten.', 'Done.'],
      agent: { bargeIn: 'graceful' },
    });
    await bench.speak(500);
    await bench.quiet(800);
    await bench.speak(600);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', spokenText: 'One two three four five six.' },
      { outcome: 'completed', userText: 'stop that please' },
    ]);
  });
});

describe('answers begun ahead of time', () => {
  it('are ready when the user proves to be done', async () => {
    const bench = new SessionBench({ hears: ['hello there'], replies: ['Hi.'], ttftMs: 300 });
    await bench.speak(800);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.ofType('playout-start')[0]?.voiceToVoiceMs).toBe(600);
    expect(bench.llm.calls).toHaveLength(1);
  });

  it('are thrown away unseen when the user goes on', async () => {
    const bench = new SessionBench({ hears: ['hello my dear friend'], replies: ['Never.', 'Hi.'] });
    await bench.speak(600);
    await bench.quiet(400);
    await bench.speak(600);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.llm.calls[0]?.outcome).not.toBe('running');
    expect(JSON.stringify(bench.events)).not.toContain('Never.');
    expect(bench.turns).toMatchObject([{ outcome: 'completed', replyText: 'Hi.' }]);
  });

  it('are not begun where asking does something in the world', async () => {
    const bench = new SessionBench({
      hears: ['hello there'],
      replies: ['Hi.'],
      modelActs: true,
    });
    await bench.speak(800);
    await bench.quiet(500);
    expect(bench.llm.calls).toHaveLength(0);
    await bench.quiet(1000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
  });
});

describe('thinking sound', () => {
  it('is heard while the answer takes long, and stops at its first frame', async () => {
    const bench = new SessionBench({
      hears: ['hello there'],
      replies: ['Hi.'],
      ttftMs: 2500,
      agent: { thinkingSoundAfterMs: 500 },
    });
    await bench.speak(800);
    await bench.quiet(4500);
    await bench.end();
    const [start] = bench.ofType('playout-start');
    const before = bench.sink.audibleFrames.filter(({ atMs }) => atMs < (start?.atMs ?? 0));
    expect(before.length).toBeGreaterThan(20);
    expect(Math.max(...before.map(({ frame }) => Math.max(...frame.pcm)))).toBeLessThan(1000);
    expect(bench.turns).toMatchObject([{ outcome: 'completed', spokenText: 'Hi.' }]);
  });

  it('is not heard before a quick answer', async () => {
    const bench = new SessionBench({
      hears: ['hello there'],
      replies: ['Hi.'],
      agent: { thinkingSoundAfterMs: 500 },
    });
    await bench.speak(800);
    await bench.quiet(2000);
    await bench.end();
    expect(bench.sink.frames).toHaveLength(10);
  });
});
