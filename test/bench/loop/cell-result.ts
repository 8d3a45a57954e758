/**
 * `plain`: the answer begins when the base silence is over, as in the peer's run. `shipped`: the server's defaults, which
 * judge the words and begin to answer ahead of time.
 */
export type LoopSettings = 'plain' | 'shipped';

/**
 * One process's work: `loop` measures, `harness` does the same with the engines alone and no loop around them, `idle` feeds
 * silence only, `joins` measures what people cost who join.
 */
export type CellRequest =
  | {
      readonly kind: 'loop' | 'harness';
      readonly sessions: number;
      readonly seconds: number;
      readonly settings: LoopSettings;
    }
  | { readonly kind: 'idle'; readonly sessions: number; readonly minutes: number }
  | { readonly kind: 'joins'; readonly sessions: number };

export type Percentiles = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/** Figures of one real-time run. */
export type TimedResult = {
  readonly sessions: number;
  readonly sessionMinutes: number;
  readonly addedDelayMs: Percentiles;
  readonly stopDelayMs: Percentiles;
  /** Median of what each stage took beyond its script. */
  readonly stagesMs: {
    readonly endpointing: number;
    readonly model: number;
    readonly voice: number;
  };
  readonly missed: number;
  readonly failures: number;
  readonly cpuSeconds: number;
  /** Share of the window, 0–1, in which the process had a core. */
  readonly cpuRatio: number;
  readonly latenessP99Ms: number;
  readonly latenessMaxMs: number;
  /** After forced collections at both ends of the window. */
  readonly heapGrowthBytes: number;
  readonly rssBytes: number;
  readonly rssGrowthBytes: number;
  readonly longestInputQueue: number;
  readonly longestRecognizerQueue: number;
  readonly refusedFrames: number;
};

/** Heap after a forced collection at each whole minute of audio, from 0. */
export type IdleResult = { readonly sessions: number; readonly heapBytes: readonly number[] };

/** How long each join kept the event loop, in order: from the call to the end of its first 100 ms of sound. */
export type JoinResult = { readonly sessions: number; readonly costsMs: readonly number[] };
