import { Injectable, Logger } from '@nestjs/common';
import type { SessionInfo, VoiceEvent } from '@vox/voice-core';

/** Watches the sessions' events: persistence, metrics. Called in order; must return at once. */
export abstract class TurnObserver {
  abstract onVoiceEvent(session: SessionInfo, event: VoiceEvent): void;
}

/** Tells every observer of every event. One that throws is logged and cannot cost a frame. */
@Injectable()
export class TurnObservers {
  readonly #logger = new Logger(TurnObservers.name);
  readonly #observers = new Set<TurnObserver>();

  /** Returns the function that takes the observer out again. */
  register(observer: TurnObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  notify(session: SessionInfo, event: VoiceEvent): void {
    for (const observer of this.#observers) {
      try {
        observer.onVoiceEvent(session, event);
      } catch (error) {
        this.#logger.error(
          { err: error, sessionId: session.sessionId, event: event.type },
          'Observer failed',
        );
      }
    }
  }
}
