import type { Billing, VoiceSettings } from '@vox/voice-core';

import type { SpeechFormat } from './formats/speech-format';
import type { SpeechVoice } from './voices/speech-voice';
import type { TtsProviderHealth } from './tts-health';

export type SynthesizeCompleteOptions = VoiceSettings & {
  /** `wav` when absent. */
  readonly format?: SpeechFormat;
  readonly billing?: Billing;
  readonly signal?: AbortSignal;
};

export type SynthesizeBatchOptions = SynthesizeCompleteOptions & {
  /** Texts at a time, 3 when absent; at most as many results wait for their turn. */
  readonly maxParallel?: number;
  /** In the order of the texts (the default), or as they get ready. */
  readonly inOrder?: boolean;
};

export type SpeechMetadata = {
  /** Who spoke; absent when nothing was spoken. */
  readonly provider?: string;
  readonly format: SpeechFormat;
  readonly sampleRateHz: number;
  /** Of the audio. */
  readonly durationMs: number;
  readonly bytes: number;
  readonly characters: number;
  /** Asked → first audio. */
  readonly ttfbMs?: number;
  /** Asked → whole audio. */
  readonly elapsedMs: number;
  /** False when an abort cut it short. */
  readonly isComplete: boolean;
};

export type SynthesizedSpeech = { readonly audio: Uint8Array; readonly metadata: SpeechMetadata };

export type AvailableVoice = SpeechVoice & { readonly provider: string };

export type TtsHealth = {
  /** Whether anybody whom the server itself asks can speak. */
  readonly isHealthy: boolean;
  /** Who would be asked now. */
  readonly provider: string;
  /** In the order in which they are asked; last those that only some agents ask. */
  readonly providers: readonly TtsProviderHealth[];
};
