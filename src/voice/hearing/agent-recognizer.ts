import {
  type Payer,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type SpeechRecognizerStep,
  type TranscribeOptions,
  type TranscriptPart,
} from '@vox/voice-core';

/** A recognizer that asks whom an agent has hear, looked up as each utterance begins, on somebody's account. */
export class AgentRecognizer extends SpeechRecognizer {
  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly steps: () => Promise<readonly SpeechRecognizerStep[] | undefined>,
    private readonly payer: () => Payer,
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
    const steps = await this.steps();
    yield* this.recognizer.transcribe(input, {
      ...options,
      billing: { purpose: 'hearing', ...options.billing, ...this.payer() },
      ...(steps === undefined ? {} : { steps }),
    });
  }

  override health(): Promise<ProviderHealth> {
    return this.recognizer.health();
  }
}
