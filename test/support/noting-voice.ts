import {
  type AdmissionSlot,
  CapacityError,
  LimitReachedError,
  type SessionInfo,
  type SessionInput,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import type { Guest } from '../../src/voice/session/guests';

const engine = { name: 'fake', label: 'Fake', embedded: true };

export const TURN_ID = 'f3b9f0f2-7c7b-4d69-9b71-2f6f8b8c1f10';

const SPENT = { scope: 'day', unit: 'tokens', limit: 1000, spent: 1001 } as const;

/**
 * A voice loop that notes what it hears, for tests of channels. It answers typed words, and the end of an
 * utterance, with one frame of sound and a turn; the word `fail` breaks it.
 */
export class NotingVoice {
  readonly heard: SessionInput[] = [];
  readonly sessions: VoiceSession[] = [];
  readonly guests: { readonly sessionId: string; readonly guest: Guest }[] = [];
  /** The session that goes on elsewhere. */
  elsewhere: SessionInfo | undefined;
  isFull = false;
  /** Nothing may be spent any more. */
  isSpent = false;
  readonly spending = {
    check: (): Promise<void> =>
      this.isSpent ? Promise.reject(new LimitReachedError(SPENT)) : Promise.resolve(),
  };

  /** Slots that are kept. */
  slots = 0;
  /** Guests that may come. */
  guestSlots = 2;

  reserve(): AdmissionSlot {
    if (this.isFull) throw new CapacityError('The server is full.', 5000);
    return this.#take();
  }

  reserveGuest(): AdmissionSlot {
    if (this.slots >= this.guestSlots) throw new CapacityError('Too many people.', 5000);
    return this.#take();
  }

  #take(): AdmissionSlot {
    this.slots += 1;
    let isHeld = true;
    const release = () => {
      if (isHeld) this.slots -= 1;
      isHeld = false;
    };
    return { release };
  }

  liveInfo(sessionId: string): Promise<SessionInfo | undefined> {
    return Promise.resolve(this.elsewhere?.sessionId === sessionId ? this.elsewhere : undefined);
  }

  async *join(sessionId: string, guest: Guest): AsyncGenerator<VoiceEvent, void, void> {
    this.guests.push({ sessionId, guest });
    yield { type: 'agent-state', state: 'speaking' };
    for await (const input of guest.input) this.heard.push(input);
  }

  engines() {
    return { stt: engine, llm: engine, tts: engine };
  }

  async *converse(session: VoiceSession): AsyncGenerator<VoiceEvent, void, void> {
    this.sessions.push(session);
    yield { type: 'agent-state', state: 'listening' };
    for await (const input of session.input) {
      this.heard.push(input);
      if (input.type === 'text' && input.text === 'fail') throw new Error('secret detail');
      if (input.type === 'text') yield* this.answer(session, input.text);
      if (input.type === 'end-of-utterance') yield* this.answer(session, 'what was spoken');
    }
  }

  /** How many frames came that are all silence, or that are not. */
  framesHeard(isSilent: boolean): number {
    return this.heard.filter(
      (input) =>
        input.type === 'audio' && input.frame.pcm.every((sample) => sample === 0) === isSilent,
    ).length;
  }

  protected *answer(session: VoiceSession, userText: string): Generator<VoiceEvent, void, void> {
    const { sampleRateHz } = session.audioOut;
    yield { type: 'turn-start', turnId: TURN_ID, userText };
    session.audioOut.write({ pcm: new Int16Array(sampleRateHz / 50).fill(1000), sampleRateHz });
    yield {
      type: 'turn-end',
      turnId: TURN_ID,
      outcome: 'completed',
      userText,
      replyText: 'Yes.',
      spokenText: 'Yes.',
      startedAtMs: 0,
      endedAtMs: 1,
      latency: { ttftMs: 1 },
      providers: {},
    };
  }
}
