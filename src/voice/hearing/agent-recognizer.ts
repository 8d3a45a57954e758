import {
  type Payer,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type SpeechRecognizerStep,
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
      /** Told of speech; true where nobody is to be asked to hear it. */
      readonly isRefused: () => boolean;
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
    if (this.account.isRefused()) {
      // Its end is the end of the utterance all the same.
      await Array.fromAsync(untilAborted(input, options.signal), () => undefined);
      if (!options.signal.aborted) yield { type: 'transcript-final', text: '' };
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
