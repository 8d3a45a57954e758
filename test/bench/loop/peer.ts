/** A row of figures as the tables print them. */
export type PeerRow = {
  readonly addedDelay: string;
  readonly stopDelay: string;
  readonly cpuPerSessionMinute: string;
  readonly cpuPerFurtherSession: string;
  readonly lateness: string;
  readonly heap: string;
  readonly rssPerSession: string;
};

/** Whose figures these are and where they come from. */
export const PEER_NAME = 'LiveKit Agents JS 1.9.0, Node 24';

export const PEER_NOTE = `${PEER_NAME}: measured elsewhere (2 vCPU AMD EPYC VM, one run per cell) with a driver and engines of the same
script, except that its voice streams tokens (no sentence to wait for) and a barge-in is 500 ms of speech. Its figures read
1.9 ms low: the timers of its engines fire early. Processor time includes its driver, about 2 s at one session.`;

/** By number of sessions in one process; where it was not run there is no row. */
export const PEER_ROWS: Readonly<Record<number, PeerRow>> = {
  1: {
    addedDelay: '6.4 / 8.7 / 8.7',
    stopDelay: '2.4 (n=4)',
    cpuPerSessionMinute: '5.11',
    cpuPerFurtherSession: '-',
    lateness: '6 / 31',
    heap: '2.5',
    rssPerSession: '-',
  },
  10: {
    addedDelay: '4.6 / 7.7 / 9.0',
    stopDelay: '1.4 / 2.6 / 2.7',
    cpuPerSessionMinute: '1.21',
    cpuPerFurtherSession: '0.75',
    lateness: '7 / -',
    heap: '2.5',
    rssPerSession: '10.8',
  },
  50: {
    addedDelay: '9.9 / 29 / 139',
    stopDelay: '2.1 / 6.0 / 28.9',
    cpuPerSessionMinute: '0.74',
    cpuPerFurtherSession: '-',
    lateness: '15 / 88',
    heap: '2.5',
    rssPerSession: '4.0',
  },
  100: {
    addedDelay: '34.9 / 1119 / 1358',
    stopDelay: '5.1 / 242 / 294',
    cpuPerSessionMinute: '0.51 (overloaded)',
    cpuPerFurtherSession: '-',
    lateness: '38 / 301',
    heap: '2.5',
    rssPerSession: '4.1',
  },
};
