/** Looks so often within the time after which a standstill is one. */
const LOOKS = 6;

/** Notices that work waits and none of it moves. */
export class StandstillWatch {
  #movedAtMs = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param waiting How much work could be taken now; rejects when that cannot be asked.
   * @param onStandstill Called once for each `stuckMs` in which nothing moved though work waited all the time.
   */
  constructor(
    private readonly waiting: () => Promise<number>,
    private readonly onStandstill: () => void,
    private readonly stuckMs: number,
  ) {}

  /** The timer keeps no process alive. */
  start(): void {
    this.moved();
    this.#timer = setInterval(() => void this.#look(), this.stuckMs / LOOKS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Something was taken or done. */
  moved(): void {
    this.#movedAtMs = performance.now();
  }

  async #look(): Promise<void> {
    const isWaiting = await this.waiting().then(
      (count) => count > 0,
      // An outage: that nothing moves is no wonder.
      () => false,
    );
    if (this.#timer === undefined) return;
    if (!isWaiting) return this.moved();
    if (performance.now() - this.#movedAtMs < this.stuckMs) return;
    this.moved();
    this.onStandstill();
  }
}
