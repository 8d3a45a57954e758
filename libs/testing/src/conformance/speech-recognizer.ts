import {
  AsyncQueue,
  type AudioFrame,
  FRAME_MS,
  type RecognizerInput,
  type SpeechRecognizer,
  type TranscriptPart,
} from '@vox/voice-core';

import { wer } from '../word-error-rate';
import { settled } from '../settled';
import { collect, neverAborted } from './collect';

export type SpeechRecognizerCase = {
  /** Called once; the suite runs several utterances through it, also at the same time. */
  readonly make: () => SpeechRecognizer | Promise<SpeechRecognizer>;
  /** One utterance of at least 1.5 s, 16 kHz, with at most 0.3 s of silence before it. */
  readonly speech: () => readonly AudioFrame[];
  /** Its words. */
  readonly text: string;
  readonly hasPartials: boolean;
  readonly hasPreflight: boolean;
};

/** What every SpeechRecognizer promises. Call it inside a spec file. */
export function describeSpeechRecognizer(name: string, subject: SpeechRecognizerCase): void {
  describe(`${name} as a SpeechRecognizer`, () => {
    let recognizer: SpeechRecognizer;
    beforeAll(async () => {
      recognizer = await subject.make();
    });

    const run = (input: AsyncIterable<RecognizerInput>, signal = neverAborted()) =>
      collect(recognizer.transcribe(input, { signal }));

    const expectFinal = (parts: readonly TranscriptPart[]) => {
      expect(parts.filter((part) => part.type === 'transcript-final')).toHaveLength(1);
      const last = parts.at(-1) as TranscriptPart;
      expect(last.type).toBe('transcript-final');
      expect(wer(subject.text, last.text)).toBeLessThanOrEqual(0.2);
    };

    it('says who it is and how it feels', async () => {
      expect(recognizer.info.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(recognizer.info.label).not.toBe('');
      expect(await recognizer.health()).toMatchObject({ isHealthy: true });
    });

    it('gives exactly one final, last, when the input ends', async () => {
      expectFinal(await run(inputOf(subject.speech())));
    });

    it('gives an empty final when nothing was said', async () => {
      const parts = await run(inputOf([]));
      expect(parts).toEqual([expect.objectContaining({ type: 'transcript-final', text: '' })]);
    });

    if (subject.hasPartials) {
      it('lets go of its input when the reader walks away', async () => {
        const input = watched(endless(subject.speech()));
        for await (const part of recognizer.transcribe(input, { signal: neverAborted() })) {
          expect(part.type).toBe('transcript-partial');
          break;
        }
        await settled('the release of the input', input.released);
      });

      it('gives partials of the utterance so far before the final', async () => {
        const parts = await run(inputOf(subject.speech(), { paceMs: 5 }));
        expect(parts.some((part) => part.type === 'transcript-partial')).toBe(true);
        expectFinal(parts);
      });
    }

    if (subject.hasPreflight) {
      it('gives in a pause what the final will be', async () => {
        const input = new AsyncQueue<RecognizerInput>(10_000);
        for (const frame of subject.speech()) input.push({ type: 'audio', frame });
        input.push({ type: 'pause' });
        const parts: TranscriptPart[] = [];
        for await (const part of recognizer.transcribe(input, { signal: neverAborted() })) {
          parts.push(part);
          if (part.type === 'transcript-preflight') input.close();
        }
        expectFinal(parts);
        const preflight = parts.findLast((part) => part.type === 'transcript-preflight');
        expect(parts.at(-1)?.text).toBe(preflight?.text);
      });
    }

    it('transcribes the whole utterance when the speaker goes on after a pause', async () => {
      const frames = subject.speech();
      const half = Math.floor(frames.length / 2);
      async function* input(): AsyncGenerator<RecognizerInput> {
        yield* inputOf(frames.slice(0, half));
        yield { type: 'pause' };
        yield { type: 'resume' };
        yield* inputOf(frames.slice(half));
      }
      expectFinal(await run(input()));
    });

    it('keeps utterances that are spoken at the same time apart', async () => {
      const results = await Promise.all([
        run(inputOf(subject.speech())),
        run(inputOf([])),
        run(inputOf(subject.speech(), { paceMs: 2 })),
      ]);
      expectFinal(results[0]);
      expect(results[1]?.at(-1)?.text).toBe('');
      expectFinal(results[2]);
    });

    it('gives nothing when it is aborted before it starts', async () => {
      const controller = new AbortController();
      controller.abort('hang-up');
      const parts = await settled('the end', run(inputOf(subject.speech()), controller.signal));
      expect(parts).toEqual([]);
    });

    it('ends quietly on abort, without a final, and lets go of its input', async () => {
      const controller = new AbortController();
      const input = watched(endless(subject.speech()));
      const result = run(input, controller.signal);
      await input.untilRead(20);
      controller.abort('hang-up');
      const parts = await settled('the end', result);
      expect(parts.some((part) => part.type === 'transcript-final')).toBe(false);
      await settled('the release of the input', input.released);
      expectFinal(await run(inputOf(subject.speech())));
    });
  });
}

async function* inputOf(
  frames: readonly AudioFrame[],
  options: { paceMs?: number } = {},
): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) {
    if (options.paceMs !== undefined) await pause(options.paceMs);
    yield { type: 'audio', frame };
  }
}

/** Speech at real-time pace that never ends. */
async function* endless(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (let index = 0; ; index++) {
    await pause(FRAME_MS / 2);
    yield { type: 'audio', frame: frames[index % frames.length] as AudioFrame };
  }
}

function watched(source: AsyncGenerator<RecognizerInput>) {
  let read = 0;
  let release: () => void;
  const waiting: { count: number; resolve: () => void }[] = [];
  const released = new Promise<void>((resolve) => (release = resolve));
  async function* input(): AsyncGenerator<RecognizerInput> {
    try {
      for await (const item of source) {
        read++;
        for (const waiter of waiting) if (read >= waiter.count) waiter.resolve();
        yield item;
      }
    } finally {
      release();
    }
  }
  return Object.assign(input(), {
    released,
    untilRead: (count: number) => new Promise<void>((resolve) => waiting.push({ count, resolve })),
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
