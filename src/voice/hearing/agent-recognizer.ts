import {
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  SpeechRecognizer,
  type SpeechRecognizerStep,
  type TranscribeOptions,
  type TranscriptPart,
} from '@vox/voice-core';

/** A recognizer that asks whom an agent has hear, looked up as each utterance begins. */
export class AgentRecognizer extends SpeechRecognizer {
  constructor(
    private readonly recognizer: SpeechRecognizer,
    private readonly steps: () => Promise<readonly SpeechRecognizerStep[] | undefined>,
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
      ...(steps === undefined ? {} : { steps }),
    });
  }

  override health(): Promise<ProviderHealth> {
    return this.recognizer.health();
  }
}
