import {
  type Payer,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type SpeechRecognizerStep,
  type SpendingLimit,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
} from '@vox/voice-core';

/** A recognizer that asks whom an agent has hear, looked up as each utterance begins, on somebody's account. */
export class AgentRecognizer extends SpeechRecognizer {
  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly steps: () => Promise<readonly SpeechRecognizerStep[] | undefined>,
    private readonly account: {
      readonly payer: () => Payer;
      readonly spending: {
        /** The limit for which nobody is asked to hear anything; undefined where there is none. */
        readonly reached: () => SpendingLimit | undefined;
        /** Told at the end of what was said and not heard. */
        readonly refuse: (limit: SpendingLimit) => void;
      };
    },
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
    const { spending } = this.account;
    const limit = spending.reached();
    if (limit !== undefined) {
      // Its end is the end of the utterance all the same.
      await Array.fromAsync(untilAborted(input, options.signal), () => undefined);
      if (options.signal.aborted) return;
      spending.refuse(limit);
      yield { type: 'transcript-final', text: '' };
      return;
    }
    const steps = await this.steps();
    yield* this.recognizer.transcribe(input, {
      ...options,
      billing: { purpose: 'hearing', ...options.billing, ...this.account.payer() },
      ...(steps === undefined ? {} : { steps }),
    });
  }

  override health(): Promise<ProviderHealth> {
    return this.recognizer.health();
  }
}
