import type { VirtualClock } from '@vox/testing';
import { type RecognizerInput, SpeechRecognizer, type TranscribeOptions } from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

/** Gives what another one hears, each time that much later. */
class LateRecognizer extends SpeechRecognizer {
  override readonly info;

  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly clock: VirtualClock,
    private readonly lateMs: number,
  ) {
    super();
    this.info = recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    for await (const part of this.recognizer.transcribe(input, options)) {
      if (part.type !== 'transcript-final') continue;
      await this.clock.sleepUntil(this.clock.nowMs() + this.lateMs, options.signal);
      yield part;
    }
  }

  override health() {
    return this.recognizer.health();
  }
}

const slow = (lateMs: number, script: SessionScript) =>
  new SessionBench({
    ...script,
    recognizer: (recognizer, clock) => new LateRecognizer(recognizer, clock, lateMs),
  });

describe('a recognizer slower than the pause', () => {
  it('gives one turn and one answer when the user spoke on meanwhile', async () => {
    const bench = slow(1500, {
      hears: ['I would like a table', 'for two people'],
      replies: ['For two.', 'Never.'],
    });
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(800);
    await bench.quiet(6000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', userText: 'I would like a table for two people' },
    ]);
    expect(bench.llm.calls).toHaveLength(1);
    const finals = bench.ofType('transcript-final');
    expect(finals.map(({ text }) => text)).toEqual([
      'I would like a table',
      'I would like a table for two people',
    ]);
    expect(new Set(finals.map(({ turnId }) => turnId)).size).toBe(1);
  });

  it('gives one answer when the first words come after the last ones were spoken', async () => {
    const bench = slow(3000, {
      hears: ['I would like a table', 'for two people'],
      replies: ['For two.', 'Never.'],
    });
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(500);
    await bench.quiet(8000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'I would like a table for two people' }]);
    expect(bench.llm.calls).toHaveLength(1);
  });

  it('answers the first words when what followed held none', async () => {
    const bench = slow(1500, { hears: ['what time is it', ''], replies: ['Noon.'] });
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(400);
    await bench.quiet(6000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'what time is it', spokenText: 'Noon.' }]);
  });

  it('answers the first words when the recognizer fails on what followed', async () => {
    const bench = slow(1500, {
      hears: ['what time is it', new Error('broken')],
      replies: ['Noon.'],
    });
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(400);
    await bench.quiet(6000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ userText: 'what time is it', spokenText: 'Noon.' }]);
  });

  it.each([
    ['', 'stop that please'],
    ['yeah', 'stop that please yeah'],
  ])('loses no words over a sentence that is being finished (%j)', async (rest, userText) => {
    const bench = slow(1500, {
      hears: ['tell me', 'stop that please', rest],
      replies: [`${'word '.repeat(40)}end. And more.`, 'Done.'],
      agent: { bargeIn: 'graceful' },
    });
    await bench.speak(500);
    await bench.quiet(2600);
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(400);
    await bench.quiet(9000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', userText: 'tell me' },
      { outcome: 'completed', userText, spokenText: 'Done.' },
    ]);
  });

  it('lets the answer of a model that acts go on when what followed held no words', async () => {
    const bench = slow(700, {
      hears: ['book a table', 'for two', ''],
      replies: ['Booked.', 'For two, then.'],
      ttftMs: 6000,
      modelActs: true,
    });
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.speak(600);
    await bench.quiet(700);
    await bench.speak(400);
    await bench.quiet(12_000);
    await bench.end();
    expect(bench.sink.frames[0]?.atMs).toBe(500 + 600 + 700 + 6000);
    expect(bench.turns.map(({ userText }) => userText)).toEqual(['book a table', 'for two']);
  });

  it.each(['', 'yeah'])(
    'loses no words over an answer that cannot be interrupted (%j)',
    async (rest) => {
      const bench = slow(1500, {
        hears: ['tell me', 'stop that please', rest],
        replies: ['word '.repeat(40), 'Done.'],
        agent: { bargeIn: 'off' },
      });
      await bench.speak(500);
      await bench.quiet(2600);
      await bench.speak(800);
      await bench.quiet(700);
      await bench.speak(400);
      await bench.quiet(9000);
      await bench.end();
      expect(bench.turns).toMatchObject([
        { outcome: 'completed', userText: 'tell me' },
        { outcome: 'completed', userText: `stop that please ${rest}`.trim() },
      ]);
    },
  );
});
