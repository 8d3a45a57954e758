import type { Clock, Speaker, VoiceEvent } from '@vox/voice-core';

import { handoverCaption, turnCaption } from './caption-text';

/** Words are answered at once or not at all: what no turn takes up by then was not said to the agent. */
const UNANSWERED_AFTER_MS = 3000;

type Words = { readonly speaker: Speaker; readonly text: string };

/** What was heard for one turn, until that ends. */
type OpenTurn = { readonly words: readonly Words[]; hasBegun: boolean };

/**
 * Makes text of what is said in a channel: one message for each turn, in the order in which turns end.
 *
 * `show` gets it; whether and where it is posted is the owner's.
 */
export class Captions {
  readonly #turns = new Map<string, OpenTurn>();
  /** Turns with words of somebody who asked to be forgotten meanwhile. */
  readonly #forgotten = new Set<string>();
  readonly #closing = new AbortController();

  constructor(
    private readonly agentName: string,
    private readonly clock: Clock,
    private readonly show: (text: string) => void,
  ) {}

  /** `own`: who talks, in a session that has one person; otherwise events name their speaker. */
  onEvent(event: VoiceEvent, own?: Speaker): void {
    switch (event.type) {
      case 'transcript-final':
        this.#onWords(event.turnId, event.speaker ?? own, event.text);
        break;
      case 'turn-start': {
        const turn = this.#turns.get(event.turnId);
        if (turn !== undefined) turn.hasBegun = true;
        break;
      }
      case 'turn-end':
        if (this.#forgotten.delete(event.turnId)) break;
        this.#show(turnCaption(this.#take(event.turnId), event.agentName ?? this.agentName, event));
        break;
      case 'agent-change':
        this.#show(handoverCaption(event.from.name, event.agent.name));
        break;
      default:
        break;
    }
  }

  /** The agent says something that answers nobody. */
  onAnnouncement(text: string): void {
    const end = { outcome: 'completed', spokenText: text, replyText: text } as const;
    this.#show(turnCaption([], this.agentName, end));
  }

  /** What `userId` has said and is not shown yet is not shown any more, nor is what answers it. */
  forget(userId: string): void {
    for (const [turnId, { words }] of this.#turns) {
      if (!words.some(({ speaker }) => speaker.id === userId)) continue;
      this.#turns.delete(turnId);
      this.#forgotten.add(turnId);
    }
  }

  /** What is still open is not shown any more. Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#turns.clear();
    this.#forgotten.clear();
  }

  /** What goes on in a turn is told again, longer, with the same speaker: the last one counts. */
  #onWords(turnId: string, speaker: Speaker | undefined, text: string): void {
    if (speaker === undefined || text === '' || this.#closing.signal.aborted) return;
    const others = this.#take(turnId).filter((words) => words.speaker.id !== speaker.id);
    const turn: OpenTurn = { words: [...others, { speaker, text }], hasBegun: false };
    this.#turns.set(turnId, turn);
    void this.#showUnanswered(turnId, turn);
  }

  async #showUnanswered(turnId: string, turn: OpenTurn): Promise<void> {
    await this.clock.sleepUntil(this.clock.nowMs() + UNANSWERED_AFTER_MS, this.#closing.signal);
    if (this.#turns.get(turnId) !== turn || turn.hasBegun) return;
    this.#turns.delete(turnId);
    this.#show(turnCaption(turn.words, this.agentName));
  }

  #take(turnId: string): readonly Words[] {
    const turn = this.#turns.get(turnId);
    this.#turns.delete(turnId);
    return turn?.words ?? [];
  }

  #show(text: string | undefined): void {
    if (text !== undefined && !this.#closing.signal.aborted) this.show(text);
  }
}
