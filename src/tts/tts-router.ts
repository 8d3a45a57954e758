import { Logger } from '@nestjs/common';
import {
  firstThatAnswers,
  type ProviderMonitor,
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
  type SynthesizeOptions,
  untilAborted,
} from '@vox/voice-core';

import { isUsable } from './tts-health';
import type { TtsProvider } from './tts-providers';

export type TtsRouterOptions = {
  /** Until a sentence's first audio, all tries of one provider and the wait for its turn together. */
  readonly firstAudioMs: number;
  /** Between pieces of audio of one sentence. */
  readonly stallMs: number;
  readonly retry: RetryOptions;
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

/** Finds for each sentence the provider that speaks it. */
export class TtsRouter {
  readonly #logger = new Logger(TtsRouter.name);
  #lastChosen: string;

  /** @param providers in the order in which they are asked; at least one. */
  constructor(
    private readonly providers: readonly TtsProvider[],
    private readonly monitor: ProviderMonitor<TtsProvider>,
    private readonly clock: Clock,
    private readonly options: TtsRouterOptions,
  ) {
    this.#lastChosen = this.current.name;
  }

  /** The provider that would be asked now. */
  get current(): ProviderInfo {
    const provider = this.#askable()[0] as TtsProvider;
    return provider.adapter.info;
  }

  /**
   * Speaks `text` with the first provider that gives any audio of it.
   *
   * An abort closes the request and ends the stream quietly, as does leaving it.
   * @throws ProviderError when no provider gives audio, or when one fails in mid-sentence: what was given is not
   * said again by another.
   */
  frames(
    text: string,
    options: SynthesizeOptions,
    onChosen: (provider: string) => void = () => undefined,
  ): AsyncGenerator<AudioFrame, void, void> {
    const candidates = this.#askable().map((provider) => ({
      name: provider.adapter.info.name,
      open: () => this.#ask(provider, text, options),
    }));
    return firstThatAnswers(candidates, {
      onChosen: (name) => {
        this.#logChange(name);
        onChosen(name);
      },
      onFallback: (provider, next, { category }) =>
        this.#logger.debug({ provider, next, category }, 'A sentence goes to another provider'),
    });
  }

  /** Those worth asking, in order; all of them when none is: the failure then says what is wrong. */
  #askable(): readonly TtsProvider[] {
    const askable = this.providers.filter(
      (provider) => provider.breaker.state !== 'open' && isUsable(provider, this.monitor),
    );
    return askable.length > 0 ? askable : this.providers;
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
    const { firstAudioMs, stallMs, retry } = this.options;
    const dueAtMs = this.clock.nowMs() + firstAudioMs;
    const leave = await this.#enter(provider, dueAtMs, options.signal);
    if (leave === undefined) return;
    try {
      const audio = resilient((signal) => adapter.synthesize(text, { ...options, signal }), {
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
      timer.abort();
    }
  }

  #logChange(name: string): void {
    if (name === this.#lastChosen) return;
    const attributes = { provider: name, before: this.#lastChosen };
    this.#lastChosen = name;
    const isFirstChoice = name === this.providers[0]?.adapter.info.name;
    if (isFirstChoice) this.#logger.log(attributes, 'Speech comes from the first provider again');
    else this.#logger.warn(attributes, 'Speech comes from another provider');
  }
}

function busy(provider: string, category: 'timeout' | 'rate-limit'): ProviderError {
  return new ProviderError(`${provider} has too much to say already`, {
    kind: 'tts',
    provider,
    category,
  });
}
