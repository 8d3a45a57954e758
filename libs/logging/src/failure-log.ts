import {
  CapacityError,
  InvalidInputError,
  LimitReachedError,
  ProviderError,
} from '@vox/voice-core';

/** Whose failure it was: ids, never words. */
export type FailureAttributes = {
  readonly sessionId?: string | undefined;
  readonly turnId?: string | undefined;
  readonly [attribute: string]: string | number | undefined;
};

type Logger = {
  error(attributes: object, message: string): void;
  warn(attributes: object, message: string): void;
  log(attributes: object, message: string): void;
};

export const failureLogDefaults = {
  /** An outage makes as many failures as there are turns; past this many of one kind they are counted. */
  linesPerWindow: 20,
  windowMs: 60_000,
} as const;

/** A window that is open for one kind of failure: how many were told in full, how many counted only. */
type Window = {
  readonly level: keyof Logger;
  readonly endsAtMs: number;
  lines: number;
  unlogged: number;
};

/**
 * Tells the operator of every failure that somebody is told of: one line with whose it was, the provider and the category,
 * and for what is our own fault the stack. Of one provider's failures so many a minute are told in full; the others are
 * counted, and the count is a line of its own, at the level of what it counts.
 */
export class FailureLog {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly logger: Logger,
    private readonly options = failureLogDefaults as Readonly<
      Record<keyof typeof failureLogDefaults, number>
    >,
  ) {}

  /**
   * @param what A fixed sentence: what went wrong for whom.
   * @param category Of a failure that a room knows as one of its own, no bug and no provider's; its message has no words.
   */
  report(error: unknown, what: string, about: FailureAttributes = {}, category?: string): void {
    const { level, source, attributes } =
      category !== undefined && error instanceof Error ? known(error, category) : describe(error);
    const window = this.#windowOf(source, what, level);
    if (window.lines >= this.options.linesPerWindow) {
      if (window.unlogged === 0) this.#tellAtItsEnd(window, source, what);
      window.unlogged += 1;
      return;
    }
    window.lines += 1;
    this.logger[level]({ ...about, ...attributes }, what);
  }

  #windowOf(source: string, what: string, level: keyof Logger): Window {
    const key = `${source} ${what}`;
    const open = this.#windows.get(key);
    const nowMs = performance.now();
    if (open !== undefined && nowMs < open.endsAtMs) return open;
    for (const [one, { endsAtMs }] of this.#windows) {
      if (nowMs >= endsAtMs) this.#windows.delete(one);
    }
    const endsAtMs = nowMs + this.options.windowMs;
    const window: Window = { level, endsAtMs, lines: 0, unlogged: 0 };
    this.#windows.set(key, window);
    return window;
  }

  #tellAtItsEnd(window: Window, source: string, what: string): void {
    setTimeout(() => {
      const { level, unlogged } = window;
      this.logger[level](
        { source, unlogged, withinMs: this.options.windowMs },
        `${what}, many times`,
      );
    }, window.endsAtMs - performance.now()).unref();
  }
}

type Described = {
  readonly level: keyof Logger;
  /** What is counted together. */
  readonly source: string;
  readonly attributes: object;
};

function known({ message }: Error, category: string): Described {
  return { level: 'warn', source: category, attributes: { category, reason: message } };
}

function describe(error: unknown): Described {
  if (error instanceof ProviderError) {
    const { kind, provider, category, statusCode, message } = error;
    const status = statusCode === undefined ? {} : { statusCode };
    return {
      level: 'error',
      source: `${kind}: ${provider}`,
      attributes: { room: kind, provider, category, ...status, reason: message },
    };
  }
  if (error instanceof InvalidInputError) {
    return {
      level: 'log',
      source: 'client',
      attributes: { category: 'invalid-input', field: error.field },
    };
  }
  if (error instanceof LimitReachedError) {
    return { level: 'log', source: 'limit', attributes: { category: 'limit', ...error.limit } };
  }
  if (error instanceof CapacityError) {
    return { level: 'warn', source: 'capacity', attributes: { category: 'capacity' } };
  }
  return {
    level: 'error',
    source: error instanceof Error ? error.name : 'unknown',
    attributes: {
      category: 'internal',
      err: error instanceof Error ? error : new Error('no error was thrown'),
    },
  };
}
