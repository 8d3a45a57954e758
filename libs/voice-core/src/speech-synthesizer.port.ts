import type { AudioFrame } from './audio';
import type { ProviderHealth, ProviderInfo } from './provider';

/**
 * How a voice sounds. An engine ignores what it cannot do: rate and pitch are left to the engines, since changing them
 * afterwards hurts speech; volume works with each of them.
 */
export type VoiceSettings = {
  /** The engine's own voice name; its default voice when absent or unknown. */
  readonly voice?: string;
  /** Speaking rate, 0.5–2, 1 is the voice's own. chatterbox-tts-api has none. */
  readonly rate?: number;
  /** Pitch, 0.5–2, 1 is the voice's own. Only the embedded engine has one. */
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

export type SynthesizeOptions = VoiceSettings & {
  readonly signal: AbortSignal;
  /** Told, before the first frame, the `info.name` of the engine that speaks, where several may be asked. */
  readonly onProvider?: (name: string) => void;
};

export abstract class SpeechSynthesizer {
  abstract readonly info: ProviderInfo;

  /**
   * Speaks `text` (one sentence or clause) as frames, all of one rate; the last is padded with silence.
   *
   * An abort ends the stream quietly.
   * @throws ProviderError when the engine fails.
   */
  abstract synthesize(text: string, options: SynthesizeOptions): AsyncIterable<AudioFrame>;

  abstract health(): Promise<ProviderHealth>;
}
