import { Logger } from '@nestjs/common';
import {
  firstThatAnswers,
  type ProviderMonitor,
  type Roster,
  resilient,
  type RetryOptions,
} from '@vox/outbound';
import {
  type AudioFrame,
  CapacityError,
  childController,
  type Clock,
  prefetch,
  ProviderError,
  type ProviderInfo,
  type SpeechSynthesizerStep,
  type SynthesizeOptions,
  untilAborted,
  type UsageMeter,
} from '@vox/voice-core';

import { meteredSpeech } from './metered-speech';
import { isUsable } from './tts-health';
import type { TtsProvider } from './tts-providers';

export type TtsRouterOptions = {
  /** Until a sentence's first audio, all tries of one provider and the wait for its turn together. */
  readonly firstAudioMs: number;
  /** Between pieces of audio of one sentence. */
  readonly stallMs: number;
  readonly retry: RetryOptions;
  /** Told of each try; nobody is when absent. */
  readonly meter?: UsageMeter | undefined;
};

export const retryDefaults = {
  attempts: 3,
  // A server that restarts its worker needs about a second; the user waits in silence meanwhile.
  backoffMs: 250,
  maxBackoffMs: 1000,
  // Our own deadline has used up the time that another try would need.
  isFinal: (error) => error.category === 'timeout' && error.statusCode === undefined,
} as const satisfies RetryOptions;

/**
 * A server's place in the queue is free when it has made the sentence, not when the sentence has been played: this
 * much is read ahead of playout, two minutes of audio.
 */
const READ_AHEAD_FRAMES = 6000;

type Asked = { readonly provider: TtsProvider; readonly step?: SpeechSynthesizerStep };

/** Finds for each sentence the provider that speaks it. */
export class TtsRouter {
  readonly #logger = new Logger(TtsRouter.name);
  #lastChosen: string;

  /** @param roster At least one is asked unless steps say otherwise. */
  constructor(
    private readonly roster: Roster<TtsProvider>,
    private readonly monitor: ProviderMonitor<TtsProvider>,
    private readonly clock: Clock,
    private readonly options: TtsRouterOptions,
  ) {
    this.#lastChosen = this.current().name;
  }

  /** The provider that would be asked now, of these where steps are given. */
  current(steps?: readonly SpeechSynthesizerStep[]): ProviderInfo {
    const [asked] = this.#askable(steps);
    return asked?.provider.adapter.info ?? { name: 'none', label: 'no voice', isEmbedded: false };
  }

  /**
   * Speaks `text` with the first provider that gives any audio of it.
   *
   * An abort closes the request and ends the stream quietly, as does leaving it.
   * @throws ProviderError when no provider gives audio, or when one fails in mid-sentence: what was given is not
   * said again by another.
   */
  async *frames(
    text: string,
    { steps, ...options }: SynthesizeOptions,
    onChosen: (provider: string) => void = () => undefined,
  ): AsyncGenerator<AudioFrame, void, void> {
    const candidates = this.#askable(steps).map(({ provider, step }) => ({
      name: provider.adapter.info.name,
      open: () =>
        this.#ask(
          provider,
          text,
          step?.voice === undefined ? options : { ...options, voice: step.voice },
        ),
    }));
    if (candidates.length === 0) throw nobody();
    yield* firstThatAnswers(candidates, {
      onChosen: (name) => {
        // Who speaks for an agent that has an order of its own tells nothing of the server's.
        if (steps === undefined) this.#logChange(name);
        onChosen(name);
      },
      onFallback: (provider, next, { category }) =>
        this.#logger.debug({ provider, next, category }, 'A sentence goes to another provider'),
    });
  }

  /** Those worth asking, in order; all of them when none is: the failure then says what is wrong. */
  #askable(steps?: SynthesizeOptions['steps']): readonly Asked[] {
    const route = this.roster.route(steps);
    const askable = route.filter(
      ({ provider }) => provider.breaker.state !== 'open' && isUsable(provider, this.monitor),
    );
    return askable.length > 0 ? askable : route;
  }

  async *#ask(
    provider: TtsProvider,
    text: string,
    options: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    const { controller, release } = childController(options.signal);
    const { signal } = controller;
    try {
      const frames = prefetch(
        this.#request(provider, text, { ...options, signal }),
        READ_AHEAD_FRAMES,
      );
      yield* untilAborted(frames, signal);
    } finally {
      // Before the read-ahead ends of itself, the request has to.
      controller.abort(options.signal.aborted ? options.signal.reason : 'superseded');
      release();
    }
  }

  async *#request(
    provider: TtsProvider,
    text: string,
    options: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    const { adapter } = provider;
    const { stallMs, retry, meter } = this.options;
    const dueAtMs = this.clock.nowMs() + (provider.firstAudioMs ?? this.options.firstAudioMs);
    const leave = await this.#enter(provider, dueAtMs, options.signal);
    if (leave === undefined) return;
    try {
      const speak = (signal: AbortSignal) =>
        meteredSpeech(adapter, text, { ...options, signal }, meter);
      const audio = resilient(speak, {
        provider,
        retry,
        deadlines: () => ({ firstItemMs: dueAtMs - this.clock.nowMs(), idleMs: stallMs }),
        clock: this.clock,
        signal: options.signal,
      });
      for await (const frame of audio) {
        if (!adapter.info.isEmbedded) this.monitor.hasServed(provider);
        yield frame;
      }
    } finally {
      leave();
    }
  }

  /** Waits for the provider's turn: nothing on an abort. */
  async #enter(
    { gate, adapter }: TtsProvider,
    dueAtMs: number,
    signal: AbortSignal,
  ): Promise<(() => void) | undefined> {
    if (gate === undefined) return () => undefined;
    const { name } = adapter.info;
    const { controller, release } = childController(signal);
    const timer = new AbortController();
    void this.clock.sleepUntil(dueAtMs, timer.signal).then(() => controller.abort());
    try {
      const leave = await gate.enter(controller.signal);
      if (leave !== undefined || signal.aborted) return leave;
      throw busy(name, 'timeout');
    } catch (error) {
      throw error instanceof CapacityError ? busy(name, 'rate-limit') : error;
    } finally {
      release();
      timer.abort('superseded');
    }
  }

  #logChange(name: string): void {
    if (name === this.#lastChosen) return;
    const attributes = { provider: name, before: this.#lastChosen };
    this.#lastChosen = name;
    const isFirstChoice = name === this.roster.route()[0]?.provider.adapter.info.name;
    if (isFirstChoice) this.#logger.log(attributes, 'Speech comes from the first provider again');
    else this.#logger.warn(attributes, 'Speech comes from another provider');
  }
}

function nobody(): ProviderError {
  return new ProviderError('None of the voices that were asked for is there', {
    kind: 'tts',
    provider: 'none',
    category: 'connectivity',
  });
}

function busy(provider: string, category: 'timeout' | 'rate-limit'): ProviderError {
  return new ProviderError(`${provider} has too much to say already`, {
    kind: 'tts',
    provider,
    category,
  });
}
