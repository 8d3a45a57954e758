import type { Logger } from '@nestjs/common';

const INTERVAL_MS = 30_000;

/** A warning that an outage causes many times a second, logged twice a minute at most. */
export class ThrottledWarning {
  #quietUntilMs = -Infinity;

  constructor(
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly message: string,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  log(attributes: Readonly<Record<string, unknown>>): void {
    if (this.nowMs() < this.#quietUntilMs) return;
    this.#quietUntilMs = this.nowMs() + INTERVAL_MS;
    this.logger.warn(attributes, this.message);
  }
}
