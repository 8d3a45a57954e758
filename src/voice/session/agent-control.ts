import type { SessionControl, VoiceEvent, VoiceSettings } from '@vox/voice-core';

/** What the agent has decided about its own session, by calling tools. */
export class AgentControl implements SessionControl {
  #language: string | undefined;
  #isEnding = false;

  /** @param hangUp Ends the session, as if the user had hung up. */
  constructor(private readonly hangUp: () => void = () => undefined) {}

  readonly endAfterAnswer = (): void => {
    this.#isEnding = true;
  };

  readonly setLanguage = (language: string): void => {
    this.#language = language;
  };

  /** BCP 47: what people are taken to speak; undefined while nobody has decided. */
  get language(): string | undefined {
    return this.#language;
  }

  /** How answers are said, whatever the agent is set to. */
  get voice(): VoiceSettings {
    return this.#language === undefined ? {} : { language: this.#language };
  }

  /** After everybody was told of `event`: the last words must be heard first, and somebody who speaks has more to say. */
  onEvent(event: VoiceEvent): void {
    if (event.type !== 'turn-end' || !this.#isEnding) return;
    this.#isEnding = false;
    if (event.outcome === 'completed') this.hangUp();
  }
}
