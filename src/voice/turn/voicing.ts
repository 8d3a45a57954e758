import {
  type AgentConfig,
  type AudioFrame,
  type Billing,
  FRAME_MS,
  ProviderError,
  type VoiceSettings,
} from '@vox/voice-core';

import type { TurnDeps } from './turn-deps';
import { SpokenText } from './spoken-text';
import type { Piece } from '../text';
import { type Refusal, voiced } from './voiced';

/** So many pieces refused one after the other: the voice takes none. */
const MAX_REFUSALS = 3;

/** A frame, and the number of the sentence it belongs to. */
export type SpokenFrame = { readonly frame: AudioFrame; readonly sentence: number };

/** On whose account a reply is said, and whether that sentence of it, counted from 1, still is. */
export type VoicingAccount = {
  readonly billing: () => Billing;
  readonly maySay: (sentence: number) => boolean;
};

/** The second stage of a reply: its sound, and what was found out while it was made. It runs ahead of playout. */
export class Voicing {
  readonly #spoken = new SpokenText();
  #provider: string | undefined;
  #ttfbMs: number | undefined;
  #sentence = 0;
  #lastSentence = Infinity;
  #isCut = false;
  #failure: unknown;
  /** Why the voice refused the last pieces, one after the other; empty once a piece has sounded. */
  #refusals: Refusal[] = [];
  #isMute = false;

  /**
   * @param wanted How the model wants the reply to be said, as far as that is known.
   */
  constructor(
    private readonly pieces: AsyncIterable<Piece>,
    private readonly agent: Promise<AgentConfig>,
    private readonly wanted: () => VoiceSettings,
    private readonly account: VoicingAccount,
    private readonly deps: Pick<TurnDeps, 'tts' | 'clock'>,
    private readonly signal: AbortSignal,
  ) {}

  /** Who was asked last; absent when nobody was. */
  get provider(): string | undefined {
    return this.#provider;
  }

  /** From the first sentence to its first sound. */
  get ttfbMs(): number | undefined {
    return this.#ttfbMs;
  }

  /** A sentence was left unsaid. */
  get isCut(): boolean {
    return this.#isCut;
  }

  get failure(): unknown {
    return this.#failure;
  }

  /** The text, as it is shown, that was heard when `playedMs` of the reply's audio was played. */
  heard(playedMs: number): string {
    return this.#spoken.heard(playedMs);
  }

  /**
   * The reply ends with that sentence, counted from 1.
   * @returns false when one after it is being synthesised already, which would not be heard.
   */
  endWith(sentence: number): boolean {
    this.#lastSentence = sentence;
    if (this.#sentence <= sentence) return true;
    this.#isCut = true;
    return false;
  }

  /**
   * Synthesises piece by piece, once. One that no voice takes is left to be read; when no voice is left, the rest of the
   * reply is.
   */
  async *frames(): AsyncGenerator<SpokenFrame, void, void> {
    const spoken = this.#spoken;
    for await (const piece of this.pieces) {
      if (piece.words === '') {
        spoken.startSentence(piece);
        continue;
      }
      const isLast = this.#sentence >= this.#lastSentence;
      if (isLast || !this.account.maySay(this.#sentence + 1)) {
        this.#isCut = true;
        break;
      }
      const sentence = ++this.#sentence;
      spoken.startSentence(piece);
      const { tts, filterActions = false } = await this.agent;
      const sayable = piece.said({ filterActions });
      if (sayable === '' || this.#isMute) continue;
      yield* this.#voiced(sayable, sentence, tts);
      // A sentence that was called off is not complete, however little there is of it.
      if (this.signal.aborted) return;
    }
    spoken.completeSentence();
    // A text that is refused is the text's fault; a voice that takes none does not work.
    const isVoiceless = this.#ttfbMs === undefined || this.#isMute;
    if (isVoiceless) this.#failure ??= this.#refusals.find((why) => why instanceof ProviderError);
  }

  async *#voiced(
    text: string,
    sentence: number,
    agents: AgentConfig['tts'],
  ): AsyncGenerator<SpokenFrame, void, void> {
    const { tts, clock } = this.deps;
    const askedAtMs = clock.nowMs();
    let hasSounded = false;
    this.#provider = tts.info.name;
    const onProvider = (name: string) => (this.#provider = name);
    const options = {
      ...withWishes(agents, this.wanted()),
      billing: this.account.billing(),
      signal: this.signal,
      onProvider,
    };
    try {
      for await (const frame of voiced(tts, text, options, (why) => this.#refusals.push(why))) {
        this.#ttfbMs ??= clock.nowMs() - askedAtMs;
        hasSounded = true;
        this.#spoken.addAudio(FRAME_MS);
        yield { frame, sentence };
      }
      if (hasSounded) this.#refusals = [];
      this.#isMute = this.#refusals.length >= MAX_REFUSALS;
    } catch (error) {
      // A voice that broke off in a sentence has another one behind it; one that gave nothing has none.
      this.#isMute = !hasSounded;
      if (this.#isMute) this.#failure ??= error;
    }
  }
}

/** What the model wishes for goes before what the agent is set to, voices of single engines included. */
function withWishes(
  { steps, ...agents }: AgentConfig['tts'],
  wanted: VoiceSettings,
): AgentConfig['tts'] {
  const settings = { ...agents, ...wanted };
  if (steps === undefined) return settings;
  const unvoiced = () => steps.map(({ provider }) => ({ provider }));
  return { ...settings, steps: wanted.voice === undefined ? steps : unvoiced() };
}
