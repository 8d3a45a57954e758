import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the loop is asked to do something: it is never measured to be later than that by itself. */
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;

/** How late the event loop does what is due. */
export abstract class LoopDelay {
  /** p95 since it was last taken, in ms; undefined where the loop came round once at most meanwhile. */
  abstract takeP95Ms(): number | undefined;
  abstract close(): void;
}

/** As Node measures it. Closed once. */
export class MeasuredLoopDelay extends LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    super();
    this.#histogram.enable();
  }

  override takeP95Ms(): number | undefined {
    const histogram = this.#histogram;
    const p95Ms = histogram.percentile(95) / NS_PER_MS - RESOLUTION_MS;
    const isKnown = histogram.count > 0;
    histogram.reset();
    return isKnown ? Math.max(0, p95Ms) : undefined;
  }

  override close(): void {
    this.#histogram.disable();
  }
}
