import { type RecognizerInput, SpeechRecognizer, type TranscribeOptions } from '@vox/voice-core';

import { SessionBench } from '../../../test/support/session-bench';

/** Shows no words while they are spoken. */
class SilentRecognizer extends SpeechRecognizer {
  override readonly info;

  constructor(private readonly recognizer: SpeechRecognizer) {
    super();
    this.info = recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    for await (const part of this.recognizer.transcribe(input, options)) {
      if (part.type !== 'transcript-partial') yield part;
    }
  }

  override health() {
    return this.recognizer.health();
  }
}

describe('speech before the answer', () => {
  it('joins the turn: one id, one answer, both halves', async () => {
    const bench = new SessionBench({
      hears: ['I would like', 'a cup of tea'],
      replies: ['Never heard.', 'Tea it is.'],
      ttftMs: 2000,
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

  it.each(['', 'mhm'])(
    'is only a sound where its words are %j: the answer is kept back, and not asked for again',
    async (heard) => {
      const bench = new SessionBench({
        hears: ['what time is it', heard],
        replies: ['Noon.'],
        ttftMs: 1000,
      });
      await bench.speak(500);
      await bench.quiet(700);
      // From 1200 on; the model has the answer at 1640.
      await bench.speak(600);
      expect(bench.sink.frames).toEqual([]);
      await bench.quiet(4000);
      await bench.end();
      expect(bench.turns).toMatchObject([
        { outcome: 'completed', userText: 'what time is it', spokenText: 'Noon.' },
      ]);
      expect(bench.llm.calls).toHaveLength(1);
      // It goes on in the pause after the sound, not when the silence ends the utterance.
      expect(bench.sink.frames[0]?.atMs).toBe(1800 + 140);
    },
  );

  it('takes the answer back while it is still spoken, as soon as its words are certain', async () => {
    const bench = new SessionBench({
      hears: ['I would like', 'a cup of tea and a slice of cake'],
      replies: ['Never heard.', 'Both, then.'],
      ttftMs: 3000,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(900);
    expect(bench.llm.calls[0]?.outcome).toBe('aborted');
    await bench.quiet(5000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { userText: 'I would like a cup of tea and a slice of cake', spokenText: 'Both, then.' },
    ]);
  });

  it('is begun to be answered in the pause that takes the answer before it back', async () => {
    const bench = new SessionBench({
      recognizer: (recognizer) => new SilentRecognizer(recognizer),
      hears: ['I would like', 'a cup of tea and a slice of cake'],
      replies: ['Never heard.', 'Both, then.'],
      ttftMs: 2000,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(900);
    await bench.quiet(4000);
    await bench.end();
    const last = bench.ofType('playout-start').at(-1);
    expect(last?.voiceToVoiceMs).toBe(140 + 2000);
  });

  it('is the next turn where the model acts when it is asked: it is asked once for each', async () => {
    const bench = new SessionBench({
      hears: ['book a table', 'for two people'],
      replies: ['Booked.', 'For two, then.'],
      ttftMs: 1000,
      modelActs: true,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(600);
    await bench.quiet(8000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', userText: 'book a table', spokenText: 'Booked.' },
      { outcome: 'completed', userText: 'for two people', spokenText: 'For two, then.' },
    ]);
    expect(bench.llm.calls.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
    // What was asked for first is not said into the second.
    expect(bench.sink.frames[0]?.atMs).toBeGreaterThanOrEqual(1800);
  });

  it('is kept when the user hangs up before it is answered', async () => {
    const bench = new SessionBench({
      hears: ['I would like', 'a cup of tea and a slice of cake'],
      replies: ['Never heard.'],
      ttftMs: 3000,
    });
    await bench.speak(500);
    await bench.quiet(700);
    await bench.speak(900);
    expect(bench.llm.calls[0]?.outcome).toBe('aborted');
    await bench.hangsUp();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', userText: 'I would like', replyText: '', spokenText: '' },
    ]);
    expect(bench.conversations.messages.map(({ content }) => content)).toEqual(['I would like']);
    expect(bench.clock.sleepers).toBe(0);
  });
});
