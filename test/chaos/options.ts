import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run chaos -- [--seed N] [--faults 30] [--sessions 20] [--queue both|postgres|redis]

Sessions talk while PostgreSQL, the queue's Redis, the worker and the server are frozen and killed at random; then what they
were told is compared with what is stored. The same seed gives the same faults at the same times.
`;

const QUEUES = ['both', 'postgres', 'redis'] as const;

export type Options = {
  readonly seed: number;
  readonly faults: number;
  readonly sessions: number;
  readonly queue: (typeof QUEUES)[number];
};

/** @throws Error that names the option which makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      faults: { type: 'string', default: '30' },
      sessions: { type: 'string', default: '20' },
      queue: { type: 'string', default: 'both' },
    },
  });
  const queue = QUEUES.find((known) => known === values.queue);
  if (queue === undefined) throw new Error(`--queue must be one of ${QUEUES.join(', ')}`);
  return {
    seed: whole('--seed', values.seed, 0),
    faults: whole('--faults', values.faults, 1),
    sessions: whole('--sessions', values.sessions, 1),
    queue,
  };
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`${option} must be a whole number from ${least}`);
}
