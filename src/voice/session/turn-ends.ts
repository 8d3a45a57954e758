import type { TurnEnd } from '@vox/voice-core';

/**
 * Tells of turns' ends once they are kept: what somebody is told is over is on the disk by then.
 *
 * Only that event waits. What happens meanwhile is told meanwhile, and the ends keep their order among themselves.
 */
export class TurnEnds {
  #emitted = Promise.resolve();
  #last: TurnEnd | undefined;

  /**
   * @param keep Resolves when the turn is kept, with false when it cannot be; undefined where nobody keeps turns.
   * @param emit Called once for each end.
   */
  constructor(
    private readonly keep: (end: TurnEnd) => Promise<boolean> | undefined,
    private readonly emit: (end: TurnEnd) => void,
  ) {}

  /** The newest one, told or not. */
  get last(): TurnEnd | undefined {
    return this.#last;
  }

  add(end: TurnEnd): void {
    this.#last = end;
    const keeping = this.keep(end);
    if (keeping === undefined) return this.emit(end);
    const before = this.#emitted;
    this.#emitted = keeping.then(async (isKept) => {
      await before;
      this.emit(isKept ? end : { ...end, isUnsaved: true });
    });
  }

  /** Resolves when every end that was added is told. */
  settled(): Promise<void> {
    return this.#emitted;
  }
}
