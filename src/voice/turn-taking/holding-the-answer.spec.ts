import { type RecognizerInput, SpeechRecognizer, type TranscribeOptions } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

const TALE = {
  replies: ['one two three four five six seven eight nine ten eleven twelve'],
} satisfies SessionScript;
/** Twelve words of 200 ms. */
const TALE_FRAMES = 120;

/** The agent has spoken for 400 ms. */
async function telling(script: SessionScript): Promise<SessionBench> {
  const bench = new SessionBench({ ...TALE, ...script });
  await bench.speak(500);
  await bench.quiet(1000);
  return bench;
}

/** All of it was heard, each frame once, with that many silences in between. */
function expectWholeTale(bench: SessionBench, { silences }: { silences: number }): void {
  const times = bench.sink.frames.map(({ atMs }) => atMs);
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(times).toHaveLength(TALE_FRAMES);
  expect(gaps.filter((gap) => gap > 20)).toHaveLength(silences);
  expect(Math.min(...gaps)).toBe(20);
  expect(bench.turns).toMatchObject([{ outcome: 'completed', userText: 'tell me' }]);
}

describe('a sound over the answer', () => {
  it.each([1200, 5000, 12_000])('of %i ms without words lets it go on', async (ms) => {
    const bench = await telling({ hears: ['tell me', ''] });
    await bench.speak(ms);
    await bench.quiet(4000);
    await bench.end();
    expectWholeTale(bench, { silences: 1 });
  });

  it.each(['', 'mhm'])(
    'that comes twice within one utterance lets it go on (%j)',
    async (heard) => {
      const bench = await telling({ hears: ['tell me', heard] });
      await bench.speak(400);
      await bench.quiet(400);
      await bench.speak(400);
      await bench.quiet(4000);
      await bench.end();
      expectWholeTale(bench, { silences: 2 });
    },
  );

  it('ends it when its words come, however late', async () => {
    const bench = await telling({
      hears: ['tell me', 'no that is not what I want'],
      replies: [...TALE.replies, 'Sorry.'],
    });
    await bench.speak(1200);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', userText: 'tell me' },
      { outcome: 'completed', userText: 'no that is not what I want' },
    ]);
  });
});

/** Says nothing itself of what the final will be. */
class PartialsRecognizer extends SpeechRecognizer {
  override readonly info;

  constructor(private readonly recognizer: SpeechRecognizer) {
    super();
    this.info = recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    for await (const part of this.recognizer.transcribe(input, options)) {
      if (part.type !== 'transcript-preflight') yield part;
    }
  }

  override health() {
    return this.recognizer.health();
  }
}

describe('a recognizer that only shows words as they are spoken', () => {
  const recognizer = (scripted: SpeechRecognizer) => new PartialsRecognizer(scripted);

  it('lets the answer go on in the pause after a sign of listening', async () => {
    const bench = await telling({ hears: ['tell me', 'mhm'], recognizer });
    await bench.speak(600);
    await bench.quiet(4000);
    await bench.end();
    expectWholeTale(bench, { silences: 1 });
    const next = bench.sink.frames.find(({ atMs }) => atMs > 1500 + 600);
    expect(next?.atMs).toBe(1500 + 600 + 140 + 160);
  });

  it('does not, while it has shown no word: that one may come', async () => {
    const bench = await telling({ hears: ['tell me', ''], recognizer });
    await bench.speak(600);
    await bench.quiet(4000);
    await bench.end();
    const next = bench.sink.frames.find(({ atMs }) => atMs > 1500 + 600);
    expect(next?.atMs).toBe(1500 + 600 + 600);
  });

  it('has the answer begun ahead of time', async () => {
    const bench = new SessionBench({ hears: ['yes'], replies: ['Hi.'], ttftMs: 400, recognizer });
    await bench.speak(600);
    await bench.quiet(2000);
    await bench.end();
    expect(bench.ofType('playout-start')[0]?.voiceToVoiceMs).toBe(140 + 160 + 400);
    expect(bench.llm.calls).toHaveLength(1);
  });
});

/** Understands the first utterance; of the others it says nothing until it is asked to. */
class StuckRecognizer extends SpeechRecognizer {
  readonly released = Promise.withResolvers<void>();
  override readonly info;
  #calls = 0;

  constructor(private readonly recognizer: SpeechRecognizer) {
    super();
    this.info = recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    const isFirst = this.#calls++ === 0;
    for await (const part of this.recognizer.transcribe(input, options)) {
      if (isFirst) yield part;
      else if (part.type === 'transcript-final') {
        await this.released.promise;
        yield part;
      }
    }
  }

  override health() {
    return this.recognizer.health();
  }
}

describe('a recognizer that says nothing of a sound', () => {
  async function stuck(hears: string[]) {
    let recognizer: StuckRecognizer | undefined;
    const bench = await telling({
      hears,
      replies: [...TALE.replies, 'Sorry.'],
      recognizer: (scripted) => (recognizer = new StuckRecognizer(scripted)),
    });
    return { bench, release: () => recognizer?.released.resolve() };
  }

  it('keeps the answer back for five seconds of silence, and no longer', async () => {
    const { bench, release } = await stuck(['tell me', '']);
    await bench.speak(600);
    const heldAtFrames = bench.sink.frames.length;
    await bench.quiet(4980);
    expect(bench.sink.frames).toHaveLength(heldAtFrames);
    await bench.quiet(3000);
    release();
    await bench.end();
    expectWholeTale(bench, { silences: 1 });
  });

  it('keeps it back as long as the sound goes on', async () => {
    const { bench, release } = await stuck(['tell me', '']);
    await bench.speak(600);
    const heldAtFrames = bench.sink.frames.length;
    await bench.quiet(300);
    await bench.speak(8000);
    expect(bench.sink.frames).toHaveLength(heldAtFrames);
    release();
    await bench.hangsUp();
    expect(bench.clock.sleepers).toBe(0);
  });

  it('does not lose its words when they come after all', async () => {
    const { bench, release } = await stuck(['tell me', 'stop it now']);
    await bench.speak(600);
    await bench.quiet(6000);
    expect(bench.sink.frames.length).toBeGreaterThan(40);
    release();
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', userText: 'tell me' },
      { outcome: 'completed', userText: 'stop it now', spokenText: 'Sorry.' },
    ]);
  });
});

describe('the sound of thinking', () => {
  it('is not played over somebody who speaks', async () => {
    const bench = new SessionBench({
      hears: ['hello there', ''],
      replies: ['Hi.'],
      ttftMs: 9000,
      agent: { thinkingSoundAfterMs: 500 },
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(3000);
    const during = bench.sink.audibleFrames.filter(({ atMs }) => atMs > 1200 + 220);
    expect(during).toEqual([]);
    await bench.hangsUp();
  });
});
