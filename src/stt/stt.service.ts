import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ProviderMonitor, type Roster } from '@vox/outbound';
import {
  type AudioFrame,
  childController,
  type Clock,
  type EndpointingOptions,
  InvalidStateError,
  ProviderError,
  type ProviderHealth,
  type ProviderInfo,
  type RecognizerInput,
  requireUnspent,
  SpeechRecognizer,
  type SpeechRecognizerStep,
  type SpendingLimits,
  type TranscribeOptions,
  type TranscriptPart,
  UNKNOWN_BILLING,
  type UsageMeter,
  type VoiceActivityDetector,
  toProviderState,
} from '@vox/voice-core';

import { UTTERANCE_SLACK_MS } from './adapters/common/frames';
import { transcribeAudio } from './recordings/audio-transcriber';
import { describeHealth, sttChecks, type SttHealth, sttProviderHealth } from './stt-health';
import type { SttProvider } from './stt-providers';
import { SttRouter, unavailable } from './stt-router';
import type {
  CompleteTranscript,
  TranscribeCompleteOptions,
  TranscribeStreamOptions,
  TranscriptChunk,
} from './recordings/transcript-chunk';

export type SttServiceOptions = EndpointingOptions & { readonly healthIntervalMs: number };

/**
 * Speech recognition for every session: the engines in their configured order, with deadlines, a circuit breaker
 * each, and the whole utterance kept until one of them has given its final.
 *
 * Connections to the servers are made per utterance, by the adapters; `connect` and `disconnect` open and close the
 * service, not a socket.
 */
export class SttService extends SpeechRecognizer implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(SttService.name);
  readonly #monitor: ProviderMonitor<SttProvider>;
  readonly #router: SttRouter;
  readonly #running = new Set<AbortController>();
  #isClosed = false;

  constructor(
    private readonly roster: Roster<SttProvider>,
    private readonly detector: VoiceActivityDetector,
    clock: Clock,
    private readonly options: SttServiceOptions,
    meter?: UsageMeter,
    private readonly limits?: SpendingLimits,
  ) {
    super();
    this.#monitor = new ProviderMonitor(() => roster.all, sttChecks(clock));
    this.#router = new SttRouter(roster, {
      clock,
      bufferLimitMs: options.maxSpeakingTimeMs + UTTERANCE_SLACK_MS,
      onFailure: (error, next) => this.#onFailure(error, next),
      meter,
    });
  }

  /** The engine that would be asked now. */
  override get info(): ProviderInfo {
    return this.#router.current();
  }

  override infoFor(steps?: readonly SpeechRecognizerStep[]): ProviderInfo {
    return this.#router.current(steps);
  }

  /** Some engine can be asked now. */
  get isConnected(): boolean {
    return !this.#isClosed && this.roster.route().some(({ provider }) => this.#isUsable(provider));
  }

  /** An unreachable server does not keep the process from booting: utterances go to the next engine. */
  onModuleInit(): void {
    void this.connect().catch((error: unknown) => {
      this.#logger.warn({ category: categoryOf(error) }, 'No speech recognition engine answers');
    });
  }

  onApplicationShutdown(): void {
    this.disconnect();
  }

  /**
   * Starts the background health checks and waits for the first. May be called again after `disconnect`.
   * @throws ProviderError of category `connectivity` when no engine answers; the checks go on.
   */
  async connect(): Promise<void> {
    this.#isClosed = false;
    this.#monitor.start(this.options.healthIntervalMs);
    await this.#monitor.checkAll();
    if (this.isConnected || this.#isClosed) return;
    throw unavailable(undefined, this.info.name);
  }

  /** Stops the health checks and ends what is being transcribed as an abort would. May be called twice. */
  disconnect(): void {
    this.#isClosed = true;
    this.#monitor.stop();
    for (const controller of this.#running) controller.abort('shutdown');
  }

  /** Asks every engine now. Never rejects. */
  async healthCheck(): Promise<SttHealth> {
    await this.#monitor.checkAll();
    return this.#health();
  }

  /** What the background checks and the last utterances say; asks nobody. */
  override health(): Promise<ProviderHealth> {
    const { isHealthy, providers } = this.#health();
    return Promise.resolve({
      isHealthy,
      detail: describeHealth(providers),
      providers: providers.map(toProviderState),
    });
  }

  /**
   * Transcribes one utterance (see the port) with the first engine that gives a final.
   * @throws ProviderError when none does. InvalidStateError after `disconnect`. LimitReachedError before anybody is asked.
   */
  override async *transcribe(
    input: AsyncIterable<RecognizerInput>,
    options: TranscribeOptions,
  ): AsyncGenerator<TranscriptPart, void, void> {
    if (this.#isClosed) throw new InvalidStateError('speech recognition is disconnected');
    requireUnspent(this.limits, options.billing ?? UNKNOWN_BILLING);
    const { controller, release } = childController(options.signal);
    this.#running.add(controller);
    try {
      yield* this.#router.transcribe(input, { ...options, signal: controller.signal });
    } finally {
      this.#running.delete(controller);
      release();
    }
  }

  /**
   * Transcribes audio of any length and rate: mono frames in, chunks out, utterances cut by our own detector at
   * SILENCE_THRESHOLD_MS and MAX_SPEAKING_TIME_MS, whatever the engine. Starts when the result is read.
   *
   * Times are seconds of audio. Ends with the audio, or quietly with the signal.
   * @throws ProviderError when no engine could transcribe an utterance.
   */
  async *transcribeStream(
    audio: AsyncIterable<AudioFrame>,
    options: TranscribeStreamOptions = {},
  ): AsyncGenerator<TranscriptChunk, void, void> {
    const { language, billing, signal = new AbortController().signal } = options;
    const tell = { partial: options.onPartial, final: options.onFinal, silence: options.onSilence };
    const chunks = transcribeAudio(
      audio,
      {
        detector: this.detector,
        endpointing: this.options,
        transcribe: (input, utterance) => this.transcribe(input, utterance),
      },
      {
        ...(language === undefined ? {} : { language }),
        ...(billing === undefined ? {} : { billing }),
        signal,
      },
    );
    for await (const chunk of chunks) {
      tell[chunk.type]?.(chunk);
      yield chunk;
    }
  }

  /**
   * The text of a whole recording; with `returnTimestamps` that of each utterance too.
   * @throws ProviderError when no engine could transcribe an utterance.
   */
  async transcribeComplete(
    audio: AsyncIterable<AudioFrame>,
    options: TranscribeCompleteOptions = {},
  ): Promise<CompleteTranscript> {
    const { returnTimestamps = false, ...rest } = options;
    const finals: TranscriptChunk[] = [];
    for await (const chunk of this.transcribeStream(audio, rest)) {
      if (chunk.type === 'final' && chunk.text !== '') finals.push(chunk);
    }
    const confidences = finals.flatMap(({ confidence }) => confidence ?? []);
    const language = finals.find((final) => final.language !== undefined)?.language;
    return {
      text: finals.map(({ text }) => text).join(' '),
      ...(confidences.length === 0 ? {} : { confidence: Math.min(...confidences) }),
      ...(language === undefined ? {} : { language }),
      ...(returnTimestamps ? { segments: finals.map(segmentOf) } : {}),
    };
  }

  #health(): SttHealth {
    return {
      isHealthy: this.isConnected,
      providers: this.roster.all.map((provider) => sttProviderHealth(provider, this.#monitor)),
    };
  }

  #isUsable(provider: SttProvider): boolean {
    return this.#monitor.isHealthy(provider) && provider.breaker.state !== 'open';
  }

  #onFailure(error: ProviderError, next: string | undefined): void {
    const { provider, category, statusCode } = error;
    this.#logger.warn({ provider, category, statusCode, next }, 'Speech recognition failed');
  }
}

function segmentOf({ text, startTime, endTime, confidence }: TranscriptChunk) {
  return { text, startTime, endTime, ...(confidence === undefined ? {} : { confidence }) };
}

function categoryOf(error: unknown): string {
  return error instanceof ProviderError ? error.category : 'unknown';
}
