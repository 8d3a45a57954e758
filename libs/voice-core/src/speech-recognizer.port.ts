import type { AudioFrame } from './audio';
import type { ProviderHealth, ProviderInfo } from './provider';
import type { Billing } from './usage-meter.port';

/**
 * What a recognizer hears of one utterance, in order.
 *
 * `pause`: the speaker has fallen silent and the utterance may be over; decoding now what was heard
 * so far makes the final ready when it is. `resume`: they went on, so that decode is not the final.
 * Audio keeps coming in between. The end of the input is the end of the utterance.
 */
export type RecognizerInput =
  | { readonly type: 'audio'; readonly frame: AudioFrame }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };

/**
 * `transcript-partial` replaces the one before it (it is the whole utterance so far, not a window).
 * `transcript-preflight` is what the final will be unless the speaker goes on; empty for a sound without words.
 * `transcript-final` comes exactly once, last, also when its text is empty.
 */
export type TranscriptPart =
  | { readonly type: 'transcript-partial'; readonly text: string }
  | { readonly type: 'transcript-preflight'; readonly text: string }
  | {
      readonly type: 'transcript-final';
      readonly text: string;
      /** 0–1 where the engine gives one. */
      readonly confidence?: number;
      readonly language?: string;
      /** `info.name` of the engine whose words these are, where several may be asked. */
      readonly provider?: string;
    };

/** One engine in the order in which they are asked. */
export type SpeechRecognizerStep = { readonly provider: string };

export type TranscribeOptions = {
  /** Engines to try, first to last, where several may be asked; the server's own order when absent. */
  readonly steps?: readonly SpeechRecognizerStep[];
  /** BCP 47; engines that know only one language ignore it. */
  readonly language?: string;
  /** On whose account it is, and what for. */
  readonly billing?: Billing;
  /** Told how much audio was given to be heard, in ms, as often as that is: also what is sent a second time. */
  readonly onSent?: (audioMs: number) => void;
  readonly signal: AbortSignal;
};

export abstract class SpeechRecognizer {
  abstract readonly info: ProviderInfo;

  /** Who would be given the next utterance where these steps are asked; the server's own order when absent. */
  infoFor(_steps?: readonly SpeechRecognizerStep[]): ProviderInfo {
    return this.info;
  }

  /**
   * Transcribes one utterance: mono 16 kHz frames in, transcript parts out.
   *
   * An abort ends the stream quietly, without a final, and releases whatever the engine holds.
   * @throws ProviderError when the engine fails.
   */
  abstract transcribe(
    input: AsyncIterable<RecognizerInput>,
    options: TranscribeOptions,
  ): AsyncIterable<TranscriptPart>;

  abstract health(): Promise<ProviderHealth>;
}
