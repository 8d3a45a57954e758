import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:rows -- [--turns 300] [--sessions 5] [--stopped-seconds 10] [--document]

Sessions type turns to the built server and its worker, with the queue on PostgreSQL and on Redis: how long it takes from a
turn's end being told to its row being there, and what the answers' first sound takes while PostgreSQL runs and while it is
stopped. --document writes the table into docs/benchmarks.md.
`;

export type Options = {
  readonly turns: number;
  readonly sessions: number;
  readonly stoppedSeconds: number;
  readonly documents: boolean;
};

/** @throws Error that names the option which makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      turns: { type: 'string', default: '300' },
      sessions: { type: 'string', default: '5' },
      'stopped-seconds': { type: 'string', default: '10' },
      document: { type: 'boolean', default: false },
    },
  });
  return {
    turns: whole('--turns', values.turns),
    sessions: whole('--sessions', values.sessions),
    stoppedSeconds: whole('--stopped-seconds', values['stopped-seconds']),
    documents: values.document,
  };
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} must be a whole number`);
  return value;
}
