import type { ClientsResult } from '../wire';

/** One minute of a soak. */
export type Sample = {
  readonly minute: number;
  /** Of server and media worker. */
  readonly rssMb: number;
  /** The least of the minute: what is left after a collection. */
  readonly heapMb: number;
  /** File descriptors and threads. */
  readonly handles: number;
  readonly liveSessions: number;
  readonly cpuSecondsPerSessionMinute: number;
  readonly joins: number;
  readonly clients: ClientsResult;
  /** Of the machine; above its processors others were in the way. */
  readonly load: number;
};

/** A figure that a soak watches: what is flat when nothing is kept. */
export type Watched = {
  readonly title: string;
  readonly digits: number;
  value(sample: Sample): number;
};

export const WATCHED: readonly Watched[] = [
  { title: 'RSS MB', digits: 0, value: ({ rssMb }) => rssMb },
  { title: 'heap in use, least of the minute, MB', digits: 1, value: ({ heapMb }) => heapMb },
  { title: 'handles', digits: 0, value: ({ handles }) => handles },
  {
    title: 'added delay p50 ms',
    digits: 1,
    value: ({ clients }) => clients.addedDelayMs.p50,
  },
  {
    title: 'added delay p95 ms',
    digits: 1,
    value: ({ clients }) => clients.addedDelayMs.p95,
  },
  {
    title: 'CPU s per session-minute',
    digits: 2,
    value: ({ cpuSecondsPerSessionMinute }) => cpuSecondsPerSessionMinute,
  },
];

/** How much a figure grows in an hour, by least squares. */
export function slopePerHour(samples: readonly Sample[], value: Watched['value']): number {
  const meanMinute = mean(samples.map(({ minute }) => minute));
  const meanValue = mean(samples.map(value));
  let covariance = 0;
  let variance = 0;
  for (const sample of samples) {
    covariance += (sample.minute - meanMinute) * (value(sample) - meanValue);
    variance += (sample.minute - meanMinute) ** 2;
  }
  return (covariance / variance) * 60;
}

export function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
