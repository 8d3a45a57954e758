/** A voice that an engine offers. */
export type SpeechVoice = {
  /** What `VoiceSettings.voice` takes. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** BCP 47, where the engine says. */
  readonly language?: string;
};

/** An engine that can list its voices. */
export interface VoiceCatalogue {
  /** @throws ProviderError when there is no list to be had. */
  voices(): Promise<readonly SpeechVoice[]>;
}
