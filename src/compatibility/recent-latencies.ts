/** As many as VoxBridge 1 looked back on. */
const SAMPLES = 100;

/** What VoxBridge 1 said of a series; all 0 before its first sample. */
export type LatencyStatistics = {
  readonly avg: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/** The newest samples of one series, in its own unit. */
export class RecentLatencies {
  readonly #samples: number[] = [];

  add(sample: number): void {
    this.#samples.push(sample);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  statistics(): LatencyStatistics {
    const sorted = this.#samples.toSorted((one, other) => one - other);
    const { length } = sorted;
    if (length === 0) return { avg: 0, p50: 0, p95: 0, p99: 0 };
    const at = (ratio: number) => rounded(sorted[Math.floor(length * ratio)] ?? 0);
    const sum = sorted.reduce((total, sample) => total + sample, 0);
    return { avg: rounded(sum / length), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
