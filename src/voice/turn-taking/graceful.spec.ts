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
