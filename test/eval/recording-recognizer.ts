import {
  type Clock,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type TranscribeOptions,
  type TranscriptPart,
} from '@vox/voice-core';

/** What the recognizer was given as one utterance, in ms of the item. */
export type HeardUtterance = {
  /** Where its first frame begins. */
  readonly fromMs: number;
  /** When it was closed; absent while it goes on. */
  endedAtMs?: number;
  text?: string;
};

/** Passes everything on to a recognizer and remembers which audio that was. */
export class RecordingRecognizer extends SpeechRecognizer {
  readonly utterances: HeardUtterance[] = [];

  /** `startOf` tells where in the item a frame begins. */
  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly clock: Clock,
    private readonly startOf: (pcm: Int16Array) => number,
  ) {
    super();
  }

  override get info(): ProviderInfo {
    return this.recognizer.info;
  }

  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    options: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    const utterance: HeardUtterance = { fromMs: Number.NaN };
    for await (const part of this.recognizer.transcribe(this.#noted(input, utterance), options)) {
      if (part.type === 'transcript-final') utterance.text = part.text;
      yield part;
    }
  }

  override health(): Promise<ProviderHealth> {
    return this.recognizer.health();
  }

  async *#noted(
    input: AsyncIterable<RecognizerInput>,
    blank: HeardUtterance,
  ): AsyncGenerator<RecognizerInput> {
    for await (const item of input) {
      if (item.type === 'audio' && Number.isNaN(blank.fromMs)) {
        Object.assign(blank, { fromMs: this.startOf(item.frame.pcm) });
        this.utterances.push(blank);
      }
      yield item;
    }
    blank.endedAtMs = this.clock.nowMs();
  }
}
