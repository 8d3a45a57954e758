import type { VirtualClock } from '@vox/testing';
import {
  ProviderError,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
} from '@vox/voice-core';

import { SessionBench, type SessionScript } from '../../../test/support/session-bench';

/** Of the first utterance so much is heard, and then `outcome` comes, while it is spoken; others are heard by another one. */
class BrokenOffRecognizer extends SpeechRecognizer {
  override readonly info;
  #calls = 0;

  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly outcome: 'failure' | 'final',
  ) {
    super();
    this.info = recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    if (this.#calls++ > 0) {
      yield* this.recognizer.transcribe(input, options);
      return;
    }
    let heard = 0;
    for await (const { type } of input) if (type === 'audio' && ++heard === 15) break;
    if (this.outcome === 'final') yield { type: 'transcript-final', text: 'well' } as const;
    else
      throw new ProviderError('gone', { kind: 'stt', provider: 'one', category: 'connectivity' });
  }

  override health() {
    return this.recognizer.health();
  }
}

/** Gives the final of the first utterance so much later. */
class LateOnceRecognizer extends SpeechRecognizer {
  override readonly info;
  #calls = 0;

  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly clock: VirtualClock,
    private readonly lateMs: number,
  ) {
    super();
    this.info = recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    const isFirst = this.#calls++ === 0;
    for await (const part of this.recognizer.transcribe(input, options)) {
      if (part.type !== 'transcript-final') continue;
      if (isFirst) await this.clock.sleepUntil(this.clock.nowMs() + this.lateMs, options.signal);
      yield part;
    }
  }

  override health() {
    return this.recognizer.health();
  }
}

const brokenOff = (outcome: 'failure' | 'final', script: SessionScript = {}) =>
  new SessionBench({
    ...script,
    recognizer: (recognizer) => new BrokenOffRecognizer(recognizer, outcome),
  });

describe('who is speaking', () => {
  it.each(['failure', 'final'] as const)(
    'is nobody once they are silent, where the %s of what they said came while they went on',
    async (outcome) => {
      const bench = brokenOff(outcome, { replies: ['Well what?'] });
      await bench.speak(500);
      await bench.quiet(300);
      await bench.speak(500);
      await bench.quiet(3000);
      expect(bench.view.isOwnerSpeaking).toBe(false);
      await bench.end();
    },
  );

  it('is whoever speaks on while the words of what they said before are still to come', async () => {
    const bench = new SessionBench({
      hears: ['I would like a table', 'for two'],
      replies: ['For two.'],
      recognizer: (recognizer, clock) => new LateOnceRecognizer(recognizer, clock, 500),
    });
    await bench.speak(800);
    await bench.quiet(700);
    await bench.speak(1000);
    expect(bench.ofType('transcript-final').map(({ text }) => text)).toEqual([
      'I would like a table',
    ]);
    expect(bench.view.isOwnerSpeaking).toBe(true);
    await bench.quiet(3000);
    expect(bench.view.isOwnerSpeaking).toBe(false);
    await bench.end();
  });

  it('keeps nothing from being told once they are silent', async () => {
    const bench = brokenOff('failure', {
      tools: { order: { kind: 'background', takesMs: 3000, gives: { content: 'number 42' } } },
      replies: [{ calls: [{ name: 'order' }] }, 'I am on it.', 'It has number 42.'],
    });
    await bench.send({ type: 'text', text: 'Order tea.' });
    await bench.quiet(1500);
    await bench.speak(500);
    await bench.quiet(300);
    await bench.speak(500);
    await bench.quiet(15_000);
    expect(bench.tools.log).toMatchObject([{ outcome: 'done' }]);
    expect(bench.turns.at(-1)?.spokenText).toBe('It has number 42.');
    await bench.end();
  });
});
