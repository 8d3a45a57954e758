import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock } from '@vox/voice-core';

import { AppConfig } from '../../config';
import { LoopDelay } from './loop-delay';

const LOOK_EVERY_MS = 1000;

/** A stutter is over sooner; who waits for so long is answered by a server that cannot keep up. */
const LOOKS = 5;

/** Sessions end one by one: half the bound is far enough below it that the next one fits in. */
const RELIEF = 0.5;

/**
 * Tells whether the event loop runs so late that one more session would be heard in all others. It turns late, and in time
 * again, when five seconds in a row have said so.
 */
@Injectable()
export class LateLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Admission');
  readonly #stopping = new AbortController();
  readonly #boundMs: number;
  #isLate = false;
  #p95Ms = 0;
  /** Looks in a row that say the other thing. */
  #looks = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(
    { server }: AppConfig,
    private readonly delay: LoopDelay,
    private readonly clock: Clock,
  ) {
    this.#boundMs = server.MAX_LOOP_DELAY_MS;
  }

  get isLate(): boolean {
    return this.#isLate;
  }

  /** Of the last second. */
  get p95Ms(): number {
    return this.#p95Ms;
  }

  onApplicationBootstrap(): void {
    if (this.#boundMs > 0) this.#running = this.#run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort('shutdown');
    await this.#running;
    this.delay.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    // What the start took is over.
    this.delay.takeP95Ms();
    while (!signal.aborted) {
      const fromMs = this.clock.nowMs();
      await this.clock.sleepUntil(fromMs + LOOK_EVERY_MS, signal);
      // Where nothing was measured, all of the time was one turn of the loop.
      this.#look(this.delay.takeP95Ms() ?? this.clock.nowMs() - fromMs);
    }
  }

  #look(p95Ms: number): void {
    this.#p95Ms = p95Ms;
    const isOther = this.#isLate ? p95Ms <= this.#boundMs * RELIEF : p95Ms > this.#boundMs;
    this.#looks = isOther ? this.#looks + 1 : 0;
    if (this.#looks < LOOKS) return;
    this.#looks = 0;
    this.#isLate = !this.#isLate;
    const attributes = { delayMs: Math.round(p95Ms), boundMs: this.#boundMs };
    if (this.#isLate) {
      this.#logger.warn(attributes, 'The event loop runs late: new sessions are refused');
    } else this.#logger.log(attributes, 'The event loop is in time: new sessions are taken again');
  }
}
