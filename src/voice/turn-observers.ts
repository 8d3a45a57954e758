import { Injectable, Logger } from '@nestjs/common';
import type { SessionInfo, TurnEnd, VoiceEvent } from '@vox/voice-core';

/** Watches the sessions' events: metrics, live events. Called in order; must return at once. */
export abstract class TurnObserver {
  abstract onVoiceEvent(session: SessionInfo, event: VoiceEvent): void;
}

/** Keeps what was said, so that nobody is told of a turn's end before that is safe. */
export abstract class TurnKeeper {
  /** Resolves in bounded time: true once the turn survives our death. A rejection counts as false. */
  abstract keep(session: SessionInfo, end: TurnEnd): Promise<boolean>;
}

/** Tells every observer of every event. One that throws is logged and cannot cost a frame. */
@Injectable()
export class TurnObservers {
  readonly #logger = new Logger(TurnObservers.name);
  readonly #observers = new Set<TurnObserver>();
  #keeper: TurnKeeper | undefined;

  /** Returns the function that takes the observer out again. */
  register(observer: TurnObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** From now on ends are told once `keeper` has them. Returns the function that takes it out again. */
  keepWith(keeper: TurnKeeper): () => void {
    this.#keeper = keeper;
    return () => {
      if (this.#keeper === keeper) this.#keeper = undefined;
    };
  }

  /** Undefined where nobody keeps turns. */
  keep(session: SessionInfo, end: TurnEnd): Promise<boolean> | undefined {
    return this.#keeper?.keep(session, end).catch((error: unknown) => {
      const { sessionId } = session;
      this.#logger.error({ err: error, sessionId, turnId: end.turnId }, 'A turn was not kept');
      return false;
    });
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
