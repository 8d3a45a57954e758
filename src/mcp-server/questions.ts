import { Injectable } from '@nestjs/common';
import {
  Clock,
  InvalidInputError,
  type SessionInfo,
  type Speaker,
  type VoiceEvent,
} from '@vox/voice-core';

import { TurnObserver, TurnObservers, VoiceService } from '../voice';

export type Answer = {
  readonly outcome: 'answered' | 'timed-out' | 'session-ended';
  /** In their words; several people's as lines with names. Absent when nobody answered. */
  readonly text?: string;
  /** Whose words they are, where several people share the session. */
  readonly speakers?: readonly Speaker[];
};

/** A question that was put to somebody. */
type Asked = {
  readonly questionTurnId: string;
  /** It was heard, or cut off by who answers. */
  isHeard: boolean;
  /** What was said to it so far, by the turn that answers it. */
  words: { readonly turnId: string; readonly text: string } | undefined;
  readonly answered: (answer: Answer) => void;
};

/**
 * Asks people in voice sessions on behalf of programs, and listens for what they say to it.
 *
 * The agent speaks the question; the first turn that somebody takes after it is the answer, as soon as it is certain that
 * nothing is added to it. The agent hears the answer, too, and answers it as any other words. One question at a time in a session.
 */
@Injectable()
export class Questions extends TurnObserver {
  readonly #asked = new Map<string, Asked>();

  constructor(
    private readonly voice: VoiceService,
    private readonly clock: Clock,
    observers: TurnObservers,
  ) {
    super();
    observers.register(this);
  }

  /**
   * @param signal Ends the wait.
   * @throws InvalidInputError `session_id` when nobody talks in it, or somebody is asked there already; CapacityError when too
   * much waits to be said.
   */
  async ask(
    sessionId: string,
    question: string,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (this.#asked.has(sessionId)) {
      throw new InvalidInputError('session_id', 'somebody is being asked in this session already');
    }
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const asked = { questionTurnId: '', isHeard: false, words: undefined, answered: resolve };
    this.#asked.set(sessionId, asked);
    const over = new AbortController();
    try {
      const questionTurnId = await this.voice.announce(sessionId, question, false);
      this.#asked.set(sessionId, { ...asked, questionTurnId });
      const wait = AbortSignal.any([over.signal, signal]);
      const late = this.clock
        .sleepUntil(this.clock.nowMs() + timeoutMs, wait)
        .then((): Answer => ({ outcome: 'timed-out' }));
      return await Promise.race([promise, late]);
    } finally {
      over.abort();
      this.#asked.delete(sessionId);
    }
  }

  /** A session is over. */
  onEnded(sessionId: string): void {
    this.#asked.get(sessionId)?.answered({ outcome: 'session-ended' });
  }

  override onVoiceEvent({ sessionId }: SessionInfo, event: VoiceEvent): void {
    const asked = this.#asked.get(sessionId);
    if (asked === undefined) return;
    if (!asked.isHeard) {
      asked.isHeard = event.type === 'turn-end' && event.turnId === asked.questionTurnId;
      return;
    }
    switch (event.type) {
      case 'turn-start':
        if (event.userText === undefined) return;
        asked.words = { turnId: event.turnId, text: event.userText };
        return;
      case 'playout-start':
        // From now on what is said is another turn.
        if (event.turnId !== asked.words?.turnId) return;
        return asked.answered({ outcome: 'answered', text: asked.words.text });
      case 'turn-end': {
        const { userText: text, speakers } = event;
        if (text === undefined) return;
        return asked.answered({
          outcome: 'answered',
          text,
          ...(speakers === undefined ? {} : { speakers }),
        });
      }
      default:
        return;
    }
  }
}
