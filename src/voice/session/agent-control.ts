import {
  type Handover,
  type SessionControl,
  type Speaker,
  type VoiceEvent,
  type VoiceSettings,
  whoseTurn,
} from '@vox/voice-core';

/** So often a conversation goes from agent to agent for one thing that somebody says. */
const MAX_HANDOVERS = 3;

/** So many texts in one turn: more is no message but a flood. */
const MAX_TEXTS = 3;

/** What the agent has decided about its own session, by calling tools. */
export class AgentControl implements SessionControl {
  #language: string | undefined;
  #isEnding = false;
  #handover: Handover | undefined;
  #handovers = 0;
  /** Texts of the turn that sent one last. */
  #sent = { turnId: '', count: 0 };

  constructor(
    private readonly deps: {
      /** Ends the session, as if the user had hung up. */
      readonly hangUp?: () => void;
      /** The answer, to `answered` of several people, is over: another agent goes on. */
      readonly onHandover: (handover: Handover, answered: readonly Speaker[]) => void;
      readonly emit: (event: VoiceEvent) => void;
    },
  ) {}

  readonly endAfterAnswer = (): void => {
    this.#isEnding = true;
  };

  readonly setLanguage = (language: string): void => {
    this.#language = language;
  };

  readonly handOver = (handover: Handover): string | undefined => {
    if (this.#handover !== undefined) return 'Somebody else takes over already.';
    if (this.#handovers >= MAX_HANDOVERS) {
      return 'The user was handed on too often already: answer yourself.';
    }
    this.#handovers += 1;
    this.#handover = handover;
    return undefined;
  };

  readonly sendText = (turnId: string, text: string): string | undefined => {
    const count = this.#sent.turnId === turnId ? this.#sent.count : 0;
    if (count >= MAX_TEXTS) return 'You have sent enough texts for now.';
    this.#sent = { turnId, count: count + 1 };
    this.deps.emit({ type: 'agent-message', turnId, text });
    return undefined;
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
    if (event.type === 'turn-start' && event.userText !== undefined) this.#handovers = 0;
    if (event.type !== 'turn-end') return;
    const { onHandover, hangUp } = this.deps;
    const handover = this.#handover;
    this.#handover = undefined;
    if (handover !== undefined) {
      // An agent that has a language of its own brings it.
      if (handover.to.tts.language !== undefined) this.#language = undefined;
      onHandover(handover, whoseTurn(event));
    }
    if (!this.#isEnding) return;
    this.#isEnding = false;
    if (event.outcome === 'completed') hangUp?.();
  }
}
