import type { ActiveUtterance } from './active-utterance';
import type { ListenerDeps } from './listener-deps';
import type { ListenerEvent } from './listener-event';
import type { Loudness } from './loudness';

/** Has one person's utterances transcribed at once, and emits their finals in the order in which they were spoken. */
export class OrderedFinals {
  #previous: Promise<void> = Promise.resolve();
  #newest: ActiveUtterance | undefined;
  #hasPreflights = false;

  constructor(
    private readonly deps: Pick<ListenerDeps, 'recognizer' | 'clock' | 'language'>,
    private readonly emit: (event: ListenerEvent) => void,
    /** An utterance of that loudness held words. */
    private readonly onWords: (loudness: Loudness) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** The recognizer has given preflights for the last utterance with a pause: partials need not stand in for them. */
  get hasPreflights(): boolean {
    return this.#hasPreflights;
  }

  /** Has `utterance` transcribed, which has just begun. */
  add(utterance: ActiveUtterance): void {
    this.#newest = utterance;
    this.#previous = this.#transcribe(utterance, this.#previous);
  }

  /** Resolves when every final that is due so far was emitted. */
  settled(): Promise<void> {
    return this.#previous;
  }

  async #transcribe(utterance: ActiveUtterance, previous: Promise<void>): Promise<void> {
    const { turnId } = utterance;
    const { recognizer, clock, language } = this.deps;
    const words = await utterance.transcribe(recognizer, language(), this.signal);
    const finalAtMs = clock.nowMs();
    await previous;
    utterance.isTold = true;
    if (words.type === 'failure') {
      this.emit({ type: 'recognizer-failure', turnId, error: words.error });
    }
    if (words.type !== 'final' || this.signal.aborted) return;
    const { text, sttProvider } = words;
    const { speechStartedAtMs, speechEndedAtMs, endpointedAtMs, speechMs, loudness } = utterance;
    if (text !== '') this.onWords(loudness);
    this.#hasPreflights = utterance.hasPreflights ?? this.#hasPreflights;
    this.emit({
      type: 'utterance',
      utterance: {
        turnId,
        text,
        speechStartedAtMs,
        speechEndedAtMs,
        endpointedAtMs,
        finalAtMs,
        speechMs,
        ...(sttProvider === undefined ? {} : { sttProvider }),
        isFollowed: this.#newest !== utterance,
      },
    });
  }
}
