import type { AudioFrame } from './audio';
import type { ProviderHealth, ProviderInfo } from './provider';
import type { Billing } from './usage-meter.port';

/**
 * How a voice sounds. Rate, pitch and volume work with every engine: what one cannot do itself is done to its audio
 * afterwards. The `voiceControls` work only with engines that say that they have them.
 */
export type VoiceSettings = {
  /** The engine's own voice name; its default voice when absent or unknown. */
  readonly voice?: string;
  /** Speaking rate, 0.5–2, 1 is the voice's own. */
  readonly rate?: number;
  /** Pitch, 0.5–2, 1 is the voice's own. */
  readonly pitch?: number;
  /** Loudness, 0–2, 1 is the voice's own; louder than full scale is held there. */
  readonly volume?: number;
  /** Chatterbox: liveliness, 0.25–2. */
  readonly exaggeration?: number;
  /** Chatterbox: how closely the pace follows the reference voice, 0–1. */
  readonly cfgWeight?: number;
  /** Chatterbox: variation between takes, 0.05–5. */
  readonly temperature?: number;
  /** BCP 47. chatterbox-tts-api takes the one of the voice in its library instead. */
  readonly language?: string;
};

/** Settings that work only with engines that have a control for them. */
export const voiceControls = ['exaggeration', 'cfgWeight', 'temperature'] as const;
export type VoiceControl = (typeof voiceControls)[number];

/** One engine in the order in which they are asked, with the voice it is asked for; `VoiceSettings.voice` when absent. */
export type SpeechSynthesizerStep = { readonly provider: string; readonly voice?: string };

export type SynthesizeOptions = VoiceSettings & {
  /** Engines to try, first to last, where several may be asked; the server's own order when absent. */
  readonly steps?: readonly SpeechSynthesizerStep[];
  /** On whose account it is, and what for. */
  readonly billing?: Billing;
  /** Told as a request leaves. */
  readonly onSent?: () => void;
  readonly signal: AbortSignal;
  /** Told, before the first frame, the `info.name` of the engine that speaks, where several may be asked. */
  readonly onProvider?: (name: string) => void;
};

export abstract class SpeechSynthesizer {
  abstract readonly info: ProviderInfo;

  /** Who would speak the next sentence where these steps are asked; the server's own order when absent. */
  infoFor(_steps?: readonly SpeechSynthesizerStep[]): ProviderInfo {
    return this.info;
  }

  /** What it has a control for now. */
  get controls(): readonly VoiceControl[] {
    return [];
  }

  /**
   * Speaks `text` (one sentence or clause) as frames, all of one rate; the last is padded with silence.
   *
   * An abort ends the stream quietly.
   * @throws ProviderError when the engine fails.
   */
  abstract synthesize(text: string, options: SynthesizeOptions): AsyncIterable<AudioFrame>;

  abstract health(): Promise<ProviderHealth>;
}
