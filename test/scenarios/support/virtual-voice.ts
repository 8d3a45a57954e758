import {
  type AudioFrame,
  type Clock,
  type ProviderHealth,
  ProviderError,
  SpeechSynthesizer,
  type SynthesizeOptions,
} from '@vox/voice-core';

/** What a sentence costs on virtual time before its first frame: what flite needs on a core of its own. */
const TTFB_MS = 60;

const NEVER = new AbortController().signal;

type Origin = { readonly call: number; readonly index: number; readonly count: number };

/** A voice that sentences were spoken with before: each text is synthesised once for all scenarios of a file. */
export type SpokenBefore = Map<string, Promise<readonly AudioFrame[]>>;

/** A real voice on virtual time. Knows of each frame where in which sentence it was. */
export class VirtualVoice extends SpeechSynthesizer {
  override readonly info = { name: 'voice', label: 'Voice (test)', isEmbedded: true };
  readonly #origins = new WeakMap<AudioFrame, Origin>();
  readonly #running = new Set<Promise<unknown>>();
  #calls = 0;

  constructor(
    private readonly voice: SpeechSynthesizer,
    private readonly clock: Clock,
    private readonly before: SpokenBefore,
    private readonly isDown: boolean,
  ) {
    super();
  }

  override async *synthesize(
    text: string,
    { signal }: SynthesizeOptions,
  ): AsyncGenerator<AudioFrame, void, void> {
    const call = this.#calls++;
    if (this.isDown) {
      throw new ProviderError('down', { kind: 'tts', provider: 'voice', category: 'server' });
    }
    const askedAtMs = this.clock.nowMs();
    const frames = await this.#watched(this.#frames(text));
    await this.clock.sleepUntil(askedAtMs + TTFB_MS, signal);
    for (const [index, { pcm, sampleRateHz }] of frames.entries()) {
      if (signal.aborted) return;
      const frame = { pcm, sampleRateHz };
      this.#origins.set(frame, { call, index, count: frames.length });
      yield frame;
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: !this.isDown });
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Resolves when nothing is being synthesised. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  /** Whether this frame is of this voice. */
  knows(frame: AudioFrame): boolean {
    return this.#origins.has(frame);
  }

  /** Whether these frames follow one another as they were spoken, none left out or said again. */
  isContinuous(frames: readonly AudioFrame[]): boolean {
    const origins = frames.map((frame) => this.#origins.get(frame));
    return origins.every((origin, at) => {
      const before = origins[at - 1];
      if (origin === undefined) return false;
      if (at === 0) return true;
      if (before === undefined) return false;
      return before.index + 1 === before.count
        ? origin.index === 0 && origin.call > before.call
        : origin.call === before.call && origin.index === before.index + 1;
    });
  }

  /** Whether these frames are sentences from the first frame of one to the last of another. */
  areWholeSentences(frames: readonly AudioFrame[]): boolean {
    const first = this.#originOf(frames.at(0));
    const last = this.#originOf(frames.at(-1));
    return first?.index === 0 && last !== undefined && last.index + 1 === last.count;
  }

  #originOf(frame: AudioFrame | undefined): Origin | undefined {
    return frame === undefined ? undefined : this.#origins.get(frame);
  }

  #frames(text: string): Promise<readonly AudioFrame[]> {
    const known = this.before.get(text);
    if (known !== undefined) return known;
    const frames = Array.fromAsync(this.voice.synthesize(text, { signal: NEVER }));
    this.before.set(text, frames);
    return frames;
  }

  async #watched<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }
}
