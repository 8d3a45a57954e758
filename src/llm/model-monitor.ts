import type { LanguageModel, ProviderHealth } from '@vox/voice-core';

import type { LlmProvider } from './llm-providers';

/** A list of models is there at once, or is of no use. */
const CHECK_TIMEOUT_MS = 5000;

/**
 * Answers that say that nobody would get a reply now. Others (404, 403, something unreadable) say only that this server
 * does not tell: it may well answer.
 */
const FATAL = new Set(['connectivity', 'timeout', 'server', 'authentication', 'quota']);
/** What a server that answers again has disproved. */
const DISPROVED = new Set(['connectivity', 'timeout']);

/** What is known of a server from asking it. */
export type ModelCheck = { readonly isHealthy: boolean; readonly detail?: string };

/**
 * Asks the models' servers in the background whether they are there, so that no turn and no health page has to. It asks
 * for what costs nothing; a workflow is not asked, because that would run it.
 */
export class ModelMonitor {
  readonly #checks = new Map<LanguageModel, ModelCheck>();
  #timer: NodeJS.Timeout | undefined;
  #isChecking = false;

  constructor(private readonly providers: () => readonly LlmProvider[]) {}

  /** Checks now and then every interval. The timer keeps no process alive; may be called twice. */
  start(intervalMs: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => {
      // A slow server must not pile up questions.
      if (!this.#isChecking) void this.checkAll();
    }, intervalMs);
    this.#timer.unref();
    void this.checkAll();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** What was answered last; undefined before the first answer, and of what cannot be asked. */
  last(model: LanguageModel): ModelCheck | undefined {
    return this.#checks.get(model);
  }

  /** Asks all now. Never rejects. */
  async checkAll(): Promise<void> {
    this.#isChecking = true;
    const asked = this.providers().filter(({ model }) => model.info.hasSideEffects !== true);
    await Promise.all(asked.map((provider) => this.#check(provider)));
    this.#isChecking = false;
  }

  async #check({ model, seat }: LlmProvider): Promise<void> {
    const { breaker } = seat;
    const isOpen = breaker.state === 'half-open' && DISPROVED.has(breaker.lastError ?? '');
    const { isHealthy, detail } = await ask(model);
    const isDown = !isHealthy && FATAL.has(detail ?? '');
    this.#checks.set(model, {
      isHealthy: !isDown,
      ...(detail === undefined ? {} : { detail }),
    });
    // It is there again. That it answers as it should only a reply can prove, and where that failed only one does.
    if (isOpen && isHealthy) breaker.admit()?.succeeded();
  }
}

async function ask(model: LanguageModel): Promise<ProviderHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ProviderHealth>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, { isHealthy: false, detail: 'timeout' });
  });
  try {
    return await Promise.race([model.health(), late]);
  } catch {
    return { isHealthy: false, detail: 'unknown' };
  } finally {
    clearTimeout(timer);
  }
}
