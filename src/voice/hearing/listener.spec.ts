import { EnergyVoiceActivityDetector, ScriptedSpeechRecognizer, VirtualClock } from '@vox/testing';
import {
  type EndOfTurnEvidence,
  type EndOfTurnPrediction,
  FRAME_MS,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
  VoiceActivityDetector,
  type VoiceActivityStream,
} from '@vox/voice-core';

import type { ListenerEvent } from './listener-event';
import { Listener } from './listener';

/** Every frame has a level of its own, so that it is known again. */
const LOUD = 6000;
const SOFT = 100;

/** Says speech of a loud frame, and for `releaseMs` after it, as Silero does. */
class LateDetector extends VoiceActivityDetector {
  constructor(override readonly releaseMs: number) {
    super();
  }

  override open(): VoiceActivityStream {
    const stream = new EnergyVoiceActivityDetector().open();
    let leftMs = 0;
    return {
      isSpeech: (frame) => {
        leftMs = stream.isSpeech(frame) ? this.releaseMs + FRAME_MS : leftMs - FRAME_MS;
        return leftMs > 0;
      },
      close: () => stream.close(),
    };
  }
}

/** Keeps what it was given, and leaves out what it is told to. */
class WatchedRecognizer extends SpeechRecognizer {
  readonly heard: number[][] = [];
  readonly languages: (string | undefined)[] = [];
  override readonly info;
  readonly #recognizer: ScriptedSpeechRecognizer;

  constructor(
    hears: readonly string[],
    private readonly passes: (part: TranscriptPart) => boolean = () => true,
  ) {
    super();
    this.#recognizer = new ScriptedSpeechRecognizer(hears);
    this.info = this.#recognizer.info;
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>, options: TranscribeOptions) {
    this.languages.push(options.language);
    const levels: number[] = [];
    this.heard.push(levels);
    const watched = async function* () {
      for await (const item of input) {
        if (item.type === 'audio') levels.push(item.frame.pcm[0] ?? 0);
        yield item;
      }
    };
    for await (const part of this.#recognizer.transcribe(watched(), options)) {
      if (this.passes(part)) yield part;
    }
  }

  override health() {
    return this.#recognizer.health();
  }
}

type Script = {
  readonly releaseMs?: number;
  readonly silenceThresholdMs?: number;
  readonly recognizer: WatchedRecognizer;
  readonly isEcho?: (level: number) => boolean;
  readonly language?: () => string | undefined;
  readonly predict?: (evidence: EndOfTurnEvidence) => EndOfTurnPrediction;
};

function listening(script: Script) {
  const { releaseMs = 0, silenceThresholdMs = 600, recognizer, predict, ...ears } = script;
  const clock = new VirtualClock();
  const told: { readonly atMs: number; readonly heard: ListenerEvent }[] = [];
  const listener = new Listener(
    {
      recognizer,
      detector: new LateDetector(releaseMs),
      clock,
      ...(predict === undefined ? {} : { endOfTurn: { predict } }),
    },
    { silenceThresholdMs, maxSpeakingTimeMs: 45_000 },
    {
      isEcho: ({ pcm }) => ears.isEcho?.(pcm[0] ?? 0) ?? false,
      language: () => ears.language?.(),
      evidence: (text) => ({ text, isAnswer: false }),
    },
    new AbortController().signal,
  );
  const running = (async () => {
    for await (const heard of listener.listen()) told.push({ atMs: clock.nowMs(), heard });
  })();
  return {
    recognizer,
    feed: async (ms: number, level: number) => {
      for (let fedMs = 0; fedMs < ms; fedMs += FRAME_MS) {
        await clock.advance(FRAME_MS);
        const pcm = new Int16Array(320).fill(level);
        listener.push({ type: 'audio', frame: { pcm, sampleRateHz: 16_000 } });
      }
      await clock.advance(0);
    },
    done: async () => {
      listener.push({ type: 'end-of-utterance' });
      await clock.advance(0);
    },
    end: async () => {
      listener.close();
      await clock.advance(0);
      await running;
    },
    ofType: <Type extends ListenerEvent['type']>(type: Type) =>
      told.flatMap(({ atMs, heard }) =>
        heard.type === type ? [{ ...(heard as Extract<ListenerEvent, { type: Type }>), atMs }] : [],
      ),
  };
}

describe(Listener.name, () => {
  it('counts the voice of one sound, not the pauses between two', async () => {
    const ears = listening({ recognizer: new WatchedRecognizer(['mhm']) });
    await ears.feed(300, LOUD);
    await ears.feed(400, 0);
    await ears.feed(300, LOUD);
    expect(Math.max(...ears.ofType('speech-continue').map(({ speechMs }) => speechMs))).toBe(300);
    await ears.end();
  });

  it('counts the voice of a word on both sides of the silence before a plosive', async () => {
    const ears = listening({ recognizer: new WatchedRecognizer(['please check']) });
    await ears.feed(300, LOUD);
    await ears.feed(200, 0);
    await ears.feed(300, LOUD);
    expect(ears.ofType('speech-continue').at(-1)).toMatchObject({ speechMs: 600 });
    await ears.end();
  });

  it('asks for the language that the speaker has when they begin', async () => {
    let language: string | undefined = 'de-DE';
    const ears = listening({
      recognizer: new WatchedRecognizer(['eins', 'dos', 'three']),
      language: () => language,
    });
    for (const next of ['es-ES', undefined, undefined]) {
      await ears.feed(300, LOUD);
      language = next;
      await ears.feed(800, 0);
    }
    await ears.end();
    expect(ears.recognizer.languages).toEqual(['de-DE', 'es-ES', undefined]);
  });

  it('keeps the agent’s own voice from the recognizer, also where it was just before', async () => {
    const ears = listening({
      recognizer: new WatchedRecognizer(['stop']),
      isEcho: (level) => level === 5000,
    });
    await ears.feed(400, 5000);
    await ears.feed(300, LOUD);
    await ears.feed(800, 0);
    await ears.end();
    expect(new Set(ears.recognizer.heard[0])).toEqual(new Set([0, LOUD]));
  });
});

describe('a speaker whose client says that they are done', () => {
  it('has said nothing more, though the detector has not let go yet', async () => {
    const ears = listening({ releaseMs: 120, recognizer: new WatchedRecognizer(['yes', 'never']) });
    await ears.feed(500, LOUD);
    await ears.done();
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toMatchObject([{ utterance: { text: 'yes' } }]);
    expect(ears.recognizer.heard).toHaveLength(1);
  });

  it('is heard from the first sound when they go on at once', async () => {
    const ears = listening({ releaseMs: 120, recognizer: new WatchedRecognizer(['yes', 'and']) });
    await ears.feed(500, LOUD);
    await ears.done();
    await ears.feed(400, LOUD - 1);
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toHaveLength(2);
    const [, second] = ears.recognizer.heard;
    expect(second?.filter((level) => level === LOUD - 1)).toHaveLength(400 / FRAME_MS);
    expect(second).not.toContain(LOUD);
  });
});

describe('the beginning of an utterance', () => {
  it('is heard though it began softly, before the silence had ended the one before', async () => {
    const ears = listening({ releaseMs: 120, recognizer: new WatchedRecognizer(['one', 'two']) });
    await ears.feed(500, LOUD);
    // 600 ms after the last sound the utterance ends; the next began 160 ms before.
    await ears.feed(440, 0);
    await ears.feed(200, SOFT);
    await ears.feed(300, LOUD - 1);
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toHaveLength(2);
    const [, second] = ears.recognizer.heard;
    expect(second?.filter((level) => level === SOFT)).toHaveLength(200 / FRAME_MS);
    expect(second).not.toContain(LOUD);
  });

  it('holds nothing of a word that ends softly', async () => {
    const ears = listening({
      releaseMs: 120,
      silenceThresholdMs: 400,
      recognizer: new WatchedRecognizer(['yes', 'two']),
    });
    await ears.feed(500, LOUD);
    await ears.feed(200, SOFT);
    await ears.feed(200, 0);
    await ears.feed(300, LOUD);
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toHaveLength(2);
    expect(ears.recognizer.heard[1]).not.toContain(SOFT);
  });
});

describe('a recognizer that does not say what the final will be', () => {
  const partialsOnly = (part: TranscriptPart) => part.type !== 'transcript-preflight';
  const finalsOnly = (part: TranscriptPart) => part.type === 'transcript-final';

  async function endpointedAfterMs(
    recognizer: WatchedRecognizer,
    predict: (evidence: EndOfTurnEvidence) => EndOfTurnPrediction,
  ): Promise<number> {
    const ears = listening({ recognizer, predict });
    await ears.feed(1500, LOUD);
    await ears.feed(2000, 0);
    await ears.end();
    const [spoken] = ears.ofType('utterance');
    return (spoken?.utterance.endpointedAtMs ?? 0) - 1500;
  }

  it.each([
    ['complete', 500],
    ['incomplete', 1200],
  ] as const)(
    'is judged by its newest partial: %s words end after %i ms',
    async (judgement, ms) => {
      const texts: string[] = [];
      const afterMs = await endpointedAfterMs(
        new WatchedRecognizer(['I want to'], partialsOnly),
        ({ text }) => {
          texts.push(text);
          return judgement;
        },
      );
      expect(afterMs).toBe(ms);
      expect(texts).toEqual(['I want to']);
    },
  );

  it('is not judged, and lets nothing go on, while it has decoded nothing', async () => {
    const predict = jest.fn(() => 'complete' as const);
    expect(await endpointedAfterMs(new WatchedRecognizer(['yes'], finalsOnly), predict)).toBe(600);
    expect(await endpointedAfterMs(new WatchedRecognizer([''], partialsOnly), predict)).toBe(600);
    expect(predict).not.toHaveBeenCalled();
  });

  it('is judged again when a partial comes in the pause', async () => {
    const texts: string[] = [];
    // One word each 200 ms of audio: the last comes with the silence.
    await endpointedAfterMs(
      new WatchedRecognizer(['a b c d e f g h i j'], partialsOnly),
      ({ text }) => {
        texts.push(text);
        return 'unclear';
      },
    );
    expect(texts).toEqual(['a b c d e f g h i', 'a b c d e f g h i j']);
  });

  it('is told apart from one that does: that one is judged by its own word only', async () => {
    const recognizer = new WatchedRecognizer(['I want to go home now']);
    const ears = listening({ recognizer });
    await ears.feed(600, LOUD);
    await ears.feed(2000, 0);
    await ears.end();
    expect(ears.ofType('transcript-preflight').map(({ text }) => text)).toEqual([
      'I want to go home now',
    ]);
  });
});
