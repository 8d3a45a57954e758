import { SessionBench } from '../../test/support/session-bench';

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
    const heardBefore = bench.sink.frames.length;
    await bench.speak(320);
    const [clear] = bench.sink.clears;
    expect(clear?.atMs).toBe(500 + 1500 + 320);
    expect(bench.sink.frames.length - heardBefore).toBeLessThanOrEqual(16);
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

  it('can be switched off', async () => {
    const bench = new SessionBench({
      hears: ['tell me', 'stop now'],
      replies: ['word '.repeat(20)],
      options: { bargeIn: { isEnabled: false, minSpeechMs: 300 } },
    });
    await bench.speak(500);
    await bench.quiet(900);
    await bench.speak(1000);
    await bench.quiet(6000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed', userText: 'tell me' }]);
  });
});

describe('speech before the answer', () => {
  it('joins the turn: one id, one answer, both halves', async () => {
    const bench = new SessionBench({
      hears: ['I would like', 'a cup of tea'],
      replies: ['Never heard.', 'Tea it is.'],
      ttftMs: 1000,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(600);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', userText: 'I would like a cup of tea', spokenText: 'Tea it is.' },
    ]);
    const finals = bench.ofType('transcript-final');
    expect(finals.map(({ text }) => text)).toEqual(['I would like', 'I would like a cup of tea']);
    expect(new Set(finals.map(({ turnId }) => turnId)).size).toBe(1);
    expect(bench.llm.calls[0]?.outcome).toBe('aborted');
  });

  it('answers what was said when the sound that followed held no words', async () => {
    const bench = new SessionBench({
      hears: ['what time is it', ''],
      replies: ['Unheard.', 'Noon.'],
      ttftMs: 1000,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(400);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', userText: 'what time is it', spokenText: 'Noon.' },
    ]);
  });
});
