import { type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ProviderMonitor, type Roster } from '@vox/outbound';
import {
  type AudioFrame,
  childController,
  type Clock,
  InvalidInputError,
  type ProviderHealth,
  type ProviderInfo,
  requireUnspent,
  SpeechSynthesizer,
  type SpeechSynthesizerStep,
  type SpendingLimits,
  type SynthesizeOptions,
  UNKNOWN_BILLING,
  untilAborted,
  type VoiceControl,
  type VoiceSettings,
  toProviderState,
} from '@vox/voice-core';

import { isSpeakable } from './adapters/common/speech-length';
import { withVolume } from './gain';
import { inParallel } from './in-parallel';
import { speechFile } from './formats/speech-file';
import { encodeSpeech, type SpeechFormat, speechFormats } from './formats/speech-format';
import { isWell, ttsChecks, ttsProviderHealth } from './tts-health';
import type { TtsProvider } from './tts-providers';
import { TtsRouter, type TtsRouterOptions } from './tts-router';
import type {
  AvailableVoice,
  SpeechMetadata,
  SynthesizeBatchOptions,
  SynthesizeCompleteOptions,
  SynthesizedSpeech,
  TtsHealth,
} from './tts.types';
import { VoiceControls } from './voices/voice-controls';
import { checkVoiceSettings, normalizedVoiceSettings } from './voices/voice-settings';

/** The most that a speech server takes at once. */
const MAX_TEXT_CHARACTERS = 3000;

const DEFAULT_BATCH_PARALLEL = 3;

export type TtsServiceOptions = TtsRouterOptions & {
  /** The service closes whom it has. */
  readonly roster: Roster<TtsProvider>;
  readonly clock: Clock;
  readonly healthIntervalMs: number;
  /** Rate of `wav` and `pcm`. */
  readonly sampleRateHz: number;
  /** For requests that name none. */
  readonly defaults: Required<Pick<VoiceSettings, 'rate' | 'pitch'>>;
  /** What is said without a conversation is refused once one is reached; the voice loop sees to its own. */
  readonly limits?: SpendingLimits | undefined;
};

/**
 * Text to speech for whoever asks, whatever speaks: the voice loop through the port, others in bytes of a format.
 *
 * Behind every method: the providers in their order, each with a circuit breaker, a cap and a health state that all
 * sessions share, up to three tries before the first audio, deadlines. Each call is cancelled by its own signal only.
 */
export class TtsService extends SpeechSynthesizer implements OnModuleInit, OnApplicationShutdown {
  readonly #options: TtsServiceOptions;
  readonly #controls: VoiceControls;
  readonly #monitor: ProviderMonitor<TtsProvider>;
  readonly #router: TtsRouter;
  readonly #running = new Set<AbortController>();
  #isStopped = false;

  constructor(options: TtsServiceOptions) {
    super();
    const { roster, clock } = options;
    this.#options = options;
    this.#controls = new VoiceControls(roster);
    this.#monitor = new ProviderMonitor(() => roster.all, ttsChecks(clock));
    this.#router = new TtsRouter(roster, this.#monitor, clock, options);
  }

  /** Those of any provider that is there now. */
  override get controls(): readonly VoiceControl[] {
    return this.#controls.available;
  }

  /** The provider that would be asked now. */
  override get info(): ProviderInfo {
    return this.#router.current();
  }

  override infoFor(steps?: readonly SpeechSynthesizerStep[]): ProviderInfo {
    return this.#router.current(steps);
  }

  /** Begins to watch the providers. May be called twice; syntheses need not wait for it. */
  start(): void {
    if (this.#isStopped) return;
    if (this.#monitor.start(this.#options.healthIntervalMs)) void this.#monitor.checkAll();
  }

  /** Ends every synthesis and the engines for good. May be called twice. */
  async stop(): Promise<void> {
    this.#monitor.stop();
    this.#isStopped = true;
    for (const controller of this.#running) controller.abort('shutdown');
    await Promise.all(this.#options.roster.all.map(async (provider) => provider.close?.()));
  }

  onModuleInit(): void {
    this.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /**
   * The port of the voice loop. Text with nothing to say in it yields no frames.
   * @throws InvalidInputError naming the setting, or `text` beyond 3000 characters.
   * @throws ProviderError when no provider speaks, or one fails in mid-sentence.
   */
  override synthesize(
    text: string,
    options: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    const { onProvider, ...settings } = options;
    return this.#speak(text, settings, onProvider);
  }

  /**
   * Speech in bytes as it is made: for `wav` a header with placeholder sizes, then PCM; for `opus` one packet a chunk.
   *
   * `voice` is a voice's name or whole settings. An abort ends the stream quietly.
   * @throws InvalidInputError naming what is wrong.
   * @throws ProviderError as `synthesize` does.
   */
  async *synthesizeStream(
    text: string,
    voice: string | VoiceSettings = {},
    format: SpeechFormat = 'wav',
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<Uint8Array, void, void> {
    checkFormat(format);
    const settings = typeof voice === 'string' ? { voice } : voice;
    const frames = this.#speak(text, { ...settings, signal });
    yield* encodeSpeech(frames, format, this.#options.sampleRateHz);
  }

  /**
   * Speech as one file: WAV with its true sizes, bare PCM, or Ogg Opus.
   * An abort gives what there was by then, marked as not complete.
   * @throws InvalidInputError naming what is wrong.
   * @throws ProviderError as `synthesize` does.
   */
  async synthesizeComplete(
    text: string,
    options: SynthesizeCompleteOptions = {},
  ): Promise<SynthesizedSpeech> {
    const { format = 'wav', signal = new AbortController().signal, ...settings } = options;
    checkFormat(format);
    const { clock } = this.#options;
    const startedAtMs = clock.nowMs();
    let provider: string | undefined;
    let ttfbMs: number | undefined;
    const frames = this.#speak(text, { ...settings, signal }, (name) => {
      provider = name;
      ttfbMs = clock.nowMs() - startedAtMs;
    });
    const { audio, sampleRateHz, durationMs } = await speechFile(
      frames,
      format,
      this.#options.sampleRateHz,
    );
    const metadata: SpeechMetadata = {
      format,
      sampleRateHz,
      durationMs,
      bytes: audio.length,
      characters: text.length,
      elapsedMs: clock.nowMs() - startedAtMs,
      isComplete: !signal.aborted && !this.#isStopped,
      ...(provider === undefined ? {} : { provider }),
      ...(ttfbMs === undefined ? {} : { ttfbMs }),
    };
    return { audio, metadata };
  }

  /**
   * Several texts, `maxParallel` at a time (3 when absent), each as `synthesizeComplete` gives it, with its index.
   *
   * In order of the texts, or with `inOrder: false` as they get ready. The first failure ends it and cancels the rest,
   * as does leaving it; an abort ends it quietly.
   * @throws InvalidInputError before anything is synthesised.
   */
  async *synthesizeBatch(
    texts: readonly string[],
    options: SynthesizeBatchOptions = {},
  ): AsyncGenerator<[index: number, audio: Uint8Array, metadata: SpeechMetadata], void, void> {
    const { maxParallel = DEFAULT_BATCH_PARALLEL, inOrder = true, ...rest } = options;
    if (!Number.isInteger(maxParallel) || maxParallel < 1) {
      throw new InvalidInputError('maxParallel', 'maxParallel is a positive whole number');
    }
    checkFormat(rest.format ?? 'wav');
    for (const text of texts) checkRequest(text, rest);
    const { controller, release } = childController(rest.signal ?? new AbortController().signal);
    const { signal } = controller;
    try {
      const speak = (index: number) =>
        this.synthesizeComplete(texts[index] as string, { ...rest, signal });
      const speeches = inParallel(texts.length, speak, { maxParallel, inOrder });
      for await (const { index, value } of speeches) {
        if (!value.metadata.isComplete) return;
        yield [index, value.audio, value.metadata];
      }
    } finally {
      controller.abort('superseded');
      release();
    }
  }

  /** Of all providers, those asked first before the others; one that gives no list now is left out. */
  async getAvailableVoices(): Promise<AvailableVoice[]> {
    const lists = await Promise.allSettled(
      this.#options.roster.all.map(async ({ adapter, catalogue }) =>
        ((await catalogue?.voices()) ?? []).map((voice) => ({
          ...voice,
          provider: adapter.info.name,
        })),
      ),
    );
    return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  }

  /** From the last background check and the circuit breakers: asks nobody. */
  healthCheck(): TtsHealth {
    const { roster } = this.#options;
    const providers = roster.all.map((provider) => ttsProviderHealth(provider, this.#monitor));
    const isHealthy = roster.route().some(({ provider }) => isWell(provider, this.#monitor));
    return { isHealthy, provider: this.info.name, providers };
  }

  override health(): Promise<ProviderHealth> {
    const { isHealthy, provider, providers } = this.healthCheck();
    const [first] = providers;
    const states = providers.map(toProviderState);
    if (isHealthy && first?.name === provider) {
      return Promise.resolve({ isHealthy, providers: states });
    }
    const why = first?.lastError ?? first?.detail ?? 'unknown';
    const detail = isHealthy
      ? `${first?.name} is down (${why}); ${provider} speaks`
      : `no speech provider works (${why})`;
    return Promise.resolve({ isHealthy, detail, providers: states });
  }

  async *#speak(
    text: string,
    options: SynthesizeOptions,
    onChosen?: (provider: string) => void,
  ): AsyncGenerator<AudioFrame, void, void> {
    checkRequest(text, options);
    if (!isSpeakable(text)) return;
    const { billing = UNKNOWN_BILLING } = options;
    if (billing.purpose === 'request') requireUnspent(this.#options.limits, billing);
    if (this.#isStopped) return;
    const { controller, release } = childController(options.signal);
    const { signal } = controller;
    const { rate, pitch } = this.#options.defaults;
    const { volume = 1, ...settings } = this.#controls.possible(normalizedVoiceSettings(options));
    const request = {
      ...settings,
      rate: settings.rate ?? rate,
      pitch: settings.pitch ?? pitch,
      signal,
    };
    this.#running.add(controller);
    try {
      const frames = this.#router.frames(text, request, onChosen);
      yield* untilAborted(volume === 1 ? frames : withVolume(frames, volume), signal);
    } finally {
      this.#running.delete(controller);
      controller.abort('superseded');
      release();
    }
  }
}

function checkRequest(text: string, settings: VoiceSettings): void {
  checkVoiceSettings(settings);
  if (text.length > MAX_TEXT_CHARACTERS) {
    throw new InvalidInputError('text', `text has at most ${MAX_TEXT_CHARACTERS} characters`);
  }
}

function checkFormat(format: string): void {
  if ((speechFormats as readonly string[]).includes(format)) return;
  throw new InvalidInputError('format', `format is one of ${speechFormats.join(', ')}`);
}
