import { childController } from '@vox/voice-core';

import { Playout } from '../output/playout';
import { fillerIn, MOST_FILLERS } from './filler-words';
import type { PreparedReply } from './reply';
import type { TurnDeps } from './turn-deps';
import { speakersOf } from './user-turn';
import { voiced } from './voiced';

/** People take a longer silence for a line that is dead. */
const AFTER_MS = 700;
/** From one to the next. */
const EVERY_MS = 8000;
const LOOK_EVERY_MS = 100;
const MOST_STEPS = 8;

/**
 * Says a few words while the answer has nothing to say because a tool is waited for. They go to the voice alone: no model reads
 * them, so none learns to say them. Never over somebody, and said to their end, for half a word is worse than a late answer.
 */
export class Fillers {
  #said = 0;
  #saidAtMs = -Infinity;
  #isSounding = false;

  /** @param isHeld The answer is paused for somebody. */
  constructor(
    private readonly reply: PreparedReply,
    private readonly deps: TurnDeps,
    private readonly isHeld: () => boolean,
  ) {}

  get isSounding(): boolean {
    return this.#isSounding;
  }

  /**
   * Until `pending` settles, or `signal` aborts, and what is being said is over.
   * @param holdsOutput The turn has the output; else it is taken for each.
   */
  async sayWhile(
    pending: Promise<unknown>,
    holdsOutput: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, output } = this.deps;
    const over = childController(signal);
    const end = () => over.controller.abort();
    void pending.then(end, end);
    let silentSinceMs = clock.nowMs() + output.leadMs;
    while (!over.controller.signal.aborted && this.#said < MOST_FILLERS) {
      await clock.sleepUntil(clock.nowMs() + LOOK_EVERY_MS, over.controller.signal);
      if (over.controller.signal.aborted) break;
      if (!this.#isWanted) silentSinceMs = clock.nowMs();
      const isSilent = clock.nowMs() - silentSinceMs >= AFTER_MS;
      if (!isSilent || clock.nowMs() - this.#saidAtMs < EVERY_MS) continue;
      await this.#say(holdsOutput, signal);
      silentSinceMs = clock.nowMs();
    }
    over.release();
  }

  /** `frames`, with what is said while the next one is waited for. */
  async *between<T>(frames: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void, void> {
    const iterator = frames[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = iterator.next();
        if (!(await isThere(next))) await this.sayWhile(next, true, signal);
        const result: IteratorResult<T, unknown> = await next;
        if (result.done === true) return;
        yield result.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  get #isWanted(): boolean {
    const isQuiet = this.deps.tools?.deps.isQuiet() ?? false;
    return this.reply.thinking.waitsForTool && isQuiet && !this.isHeld();
  }

  async #say(holdsOutput: boolean, signal: AbortSignal): Promise<void> {
    const { clock, output, tts, voice } = this.deps;
    const { steps, ...agents } = (await this.reply.agent).tts;
    const settings = { ...agents, ...voice?.() };
    const text = fillerIn(settings.language, this.#said);
    this.#said += 1;
    const { turnId, messages = [] } = this.reply.request;
    const payer = this.deps.payer(speakersOf(messages));
    const billing = { ...payer, purpose: 'speech', turnId } as const;
    const options = { ...settings, ...(steps === undefined ? {} : { steps }), billing, signal };
    const playout = new Playout(output, clock);
    let hasOutput = holdsOutput;
    this.#isSounding = true;
    try {
      for await (const frame of voiced(tts, text, options, () => undefined)) {
        if (signal.aborted || !this.#isWantedStill) break;
        if (!hasOutput) await output.acquire(signal);
        hasOutput = true;
        await playout.play(frame, signal);
      }
      await playout.drain(signal);
    } catch {
      // A voice that cannot say so little will be told of with the answer.
    } finally {
      if (hasOutput && !holdsOutput) output.release();
      this.#isSounding = false;
      this.#saidAtMs = clock.nowMs();
    }
  }

  /** A tool that ends meanwhile does not cut it off; somebody who speaks does. */
  get #isWantedStill(): boolean {
    return (this.deps.tools?.deps.isQuiet() ?? false) && !this.isHeld();
  }
}

/** A frame that was made ahead is there within a few steps of the queue, and needs no clock. */
async function isThere(next: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  const settle = () => (isSettled = true);
  void next.then(settle, settle);
  for (let steps = 0; steps < MOST_STEPS && !isSettled; steps++) await Promise.resolve();
  return isSettled;
}

/** Undefined where the agent has nothing that is waited for. */
export async function fillersOf(
  reply: PreparedReply,
  deps: TurnDeps,
  isHeld: () => boolean,
): Promise<Fillers | undefined> {
  const { tools = [] } = await reply.agent;
  const mayWait = deps.tools !== undefined && (tools.length > 0 || !deps.tools.isEmpty);
  return mayWait ? new Fillers(reply, deps, isHeld) : undefined;
}
