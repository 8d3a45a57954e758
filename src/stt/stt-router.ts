import {
  asProviderError,
  circuitOpen,
  providerFailure,
  type Roster,
  retryDelayMs,
} from '@vox/outbound';
import {
  childController,
  type Clock,
  InvalidInputError,
  ProviderError,
  type ProviderInfo,
  type RecognizerInput,
  type TranscribeOptions,
  type TranscriptPart,
  untilAborted,
  type UsageMeter,
  type SpeechRecognizerStep,
} from '@vox/voice-core';

import { meteredTranscript } from './metered-transcript';
import type { SttProvider } from './stt-providers';
import { UtteranceBuffer } from './utterance-buffer';

/** Long enough for a blip to be over, short enough not to be felt. */
const BACKOFF = { backoffMs: 250, maxBackoffMs: 250 } as const;

export type SttRouterOptions = {
  readonly clock: Clock;
  /** What is kept of an utterance for the next provider. */
  readonly bufferLimitMs: number;
  /**
   * Told of each failed provider, and of who is next (nobody, when it was the last). Where the circuit of that one is open,
   * it is the next to be told of as failed.
   */
  readonly onFailure: (error: ProviderError, next: string | undefined) => void;
  /** Told of each try; nobody is when absent. */
  readonly meter?: UsageMeter | undefined;
};

/**
 * Finds for each utterance the provider that transcribes it.
 *
 * A router of its own, for what commits is the final alone: partials of a failed provider stay until the next one's
 * replace them, and the next one hears the utterance from its start.
 */
export class SttRouter {
  constructor(
    private readonly roster: Roster<SttProvider>,
    private readonly options: SttRouterOptions,
  ) {}

  /** The provider that would be asked now, of these where steps are given. */
  current(steps?: readonly SpeechRecognizerStep[]): ProviderInfo {
    const providers = this.roster.route(steps).map(({ provider }) => provider);
    const provider = providers.find(({ breaker }) => breaker.state !== 'open') ?? providers[0];
    return provider?.adapter.info ?? { name: 'none', label: 'no engine', isEmbedded: false };
  }

  /**
   * Transcribes one utterance with the first provider that gives its final, which comes once.
   *
   * The utterance is kept while it is spoken: a provider that fails before its final costs no word.
   * @throws ProviderError of the last provider when none gives a final; what `input` throws.
   */
  async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    options: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    if (options.signal.aborted) return;
    const { clock, bufferLimitMs: limitMs, onFailure } = this.options;
    const { controller, release } = childController(options.signal);
    const { signal } = controller;
    const utterance = UtteranceBuffer.of(input, { limitMs, signal });
    let failure: ProviderError | undefined;
    try {
      const route = this.roster.route(options.steps);
      for (const [index, { provider }] of route.entries()) {
        for (let isRetry = false; ; isRetry = true) {
          failure = yield* this.#ask(provider, utterance, { ...options, signal });
          if (failure === undefined) return;
          if (isRetry || !provider.retryOn.has(failure.category)) break;
          await clock.sleepUntil(clock.nowMs() + retryDelayMs(1, BACKOFF), signal);
        }
        onFailure(failure, route[index + 1]?.provider.adapter.info.name);
      }
      throw unavailable(failure);
    } finally {
      controller.abort('superseded');
      release();
    }
  }

  /** One provider's try: its parts, and why there was no final; nothing when there was, or when we gave up. */
  async *#ask(
    provider: SttProvider,
    utterance: UtteranceBuffer,
    options: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, ProviderError | undefined, void> {
    const { adapter, breaker } = provider;
    const admission = breaker.admit();
    if (admission === undefined) return circuitOpen(provider);
    const { controller, release } = childController(options.signal);
    const deadline = this.#watchDeadline(provider, utterance, controller);
    try {
      const asked = { ...options, signal: controller.signal };
      const parts = meteredTranscript(adapter, utterance, asked, this.options.meter);
      for await (const part of untilAborted(parts, controller.signal)) {
        if (part.type !== 'transcript-final') {
          admission.answering();
          yield part;
          continue;
        }
        admission.succeeded();
        yield { ...part, provider: adapter.info.name };
        return undefined;
      }
      if (options.signal.aborted) return undefined;
      const failure = deadline.isOver
        ? providerFailure(provider, 'timeout', 'gave no final within its time limit')
        : providerFailure(provider, 'protocol', 'ended without a final');
      admission.failed(failure);
      return failure;
    } catch (error) {
      if (utterance.failure !== undefined) throw utterance.failure.error;
      if (error instanceof InvalidInputError) throw error;
      if (options.signal.aborted) return undefined;
      const failure = asProviderError(error, provider);
      admission.failed(failure);
      return failure;
    } finally {
      controller.abort('superseded');
      release();
      // The reader left in mid-stream: neither a success nor a failure.
      admission.abandoned();
    }
  }

  /** Gives the try up when the utterance has been over for too long. */
  #watchDeadline(
    { finalTimeoutMs }: SttProvider,
    utterance: UtteranceBuffer,
    controller: AbortController,
  ): { readonly isOver: boolean } {
    const { clock } = this.options;
    const deadline = { isOver: false };
    if (!Number.isFinite(finalTimeoutMs)) return deadline;
    void utterance.ended.then(async () => {
      await clock.sleepUntil(clock.nowMs() + finalTimeoutMs, controller.signal);
      if (controller.signal.aborted) return;
      deadline.isOver = true;
      controller.abort('superseded');
    });
    return deadline;
  }
}

/** What is told when no provider transcribes. */
export function unavailable(
  cause: ProviderError | undefined,
  provider = cause?.provider ?? 'none',
): ProviderError {
  return new ProviderError('Speech recognition is unavailable', {
    kind: 'stt',
    provider,
    category: cause?.category ?? 'connectivity',
    cause,
    ...(cause?.statusCode === undefined ? {} : { statusCode: cause.statusCode }),
  });
}
