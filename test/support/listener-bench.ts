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

import type { ListenerEvent } from '../../src/voice/hearing/listener-event';
import { Listener } from '../../src/voice/hearing/listener';

/** Every frame has a level of its own, so that it is known again. */
export const LOUD = 6000;
export const SOFT = 100;

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
export class WatchedRecognizer extends SpeechRecognizer {
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

/** A listener on virtual time, fed with frames of one level each. */
export function listening(script: Script) {
  const { releaseMs = 0, silenceThresholdMs = 600, recognizer, predict, ...ears } = script;
  const clock = new VirtualClock();
  const emitted: { readonly atMs: number; readonly event: ListenerEvent }[] = [];
  const listener = new Listener(
    {
      recognizer,
      detector: new LateDetector(releaseMs),
      clock,
      ...(predict === undefined ? {} : { endOfTurn: { predict } }),
      isEcho: ({ pcm }) => ears.isEcho?.(pcm[0] ?? 0) ?? false,
      language: () => ears.language?.(),
      evidence: (text) => ({ text, isAnswer: false }),
    },
    { silenceThresholdMs, maxSpeakingTimeMs: 45_000 },
    new AbortController().signal,
  );
  const running = (async () => {
    for await (const event of listener.listen()) emitted.push({ atMs: clock.nowMs(), event });
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
      emitted.flatMap(({ atMs, event }) =>
        event.type === type ? [{ ...(event as Extract<ListenerEvent, { type: Type }>), atMs }] : [],
      ),
  };
}
