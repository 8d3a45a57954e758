import { AsyncLocalStorage } from 'node:async_hooks';

import type { Clock } from '@vox/voice-core';

import { isAnswer, isLostConnection } from './mcp-failure';

/** A server that was told that a call is given up may ask for it all the same, so long; one that has answered asks no more. */
const MAY_STILL_ASK_MS = 600_000;

/**
 * Which call of one connection a server asks for: its question says so in no revision. Another connection has calls of its own.
 *
 * Over HTTP it comes in the answer to the call's own request, and so in its asynchronous context. Elsewhere it is that of the only
 * call that there is: of several nobody knows, and then nobody is asked.
 */
export class RunningCalls<Call extends object> {
  readonly #context = new AsyncLocalStorage<Call>();
  readonly #running = new Set<Call>();
  /** Given up; until when they may ask. */
  #abandoned: { readonly call: Call; readonly untilMs: number }[] = [];

  constructor(private readonly clock: Clock) {}

  async run<Result>(call: Call, work: () => Promise<Result>): Promise<Result> {
    this.#running.add(call);
    try {
      return await this.#context.run(call, work);
    } catch (error) {
      if (!isAnswer(error) && !isLostConnection(error)) {
        const untilMs = this.clock.nowMs() + MAY_STILL_ASK_MS;
        this.#abandoned = [...this.#mayAsk(), { call, untilMs }];
      }
      throw error;
    } finally {
      this.#running.delete(call);
    }
  }

  /** Undefined where that is not certain, or the call is over. */
  get asking(): Call | undefined {
    const own = this.#context.getStore();
    if (own !== undefined) return this.#running.has(own) ? own : undefined;
    const [only, ...others] = this.#running;
    return others.length === 0 && this.#mayAsk().length === 0 ? only : undefined;
  }

  #mayAsk(): { readonly call: Call; readonly untilMs: number }[] {
    const nowMs = this.clock.nowMs();
    return this.#abandoned.filter(({ untilMs }) => untilMs > nowMs);
  }
}
