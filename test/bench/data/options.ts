import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:data -- [--messages 1000000] [--sessions 50000] [--runs 200]
         [--data FOLDER] [--plans] [--document]

Fills a database of its own with made-up conversations and measures what lists, searches and pages of them take. --runs is
how often each is asked; --data keeps the database in a folder, and uses what is there already; --plans prints how PostgreSQL goes about it; --document writes the table into docs/benchmarks.md.
`;

export type Options = {
  readonly messages: number;
  readonly sessions: number;
  readonly runs: number;
  readonly data: string | undefined;
  readonly plans: boolean;
  readonly documents: boolean;
};

/** @throws Error that names the option which makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      messages: { type: 'string', default: '1000000' },
      sessions: { type: 'string', default: '50000' },
      runs: { type: 'string', default: '200' },
      data: { type: 'string' },
      plans: { type: 'boolean', default: false },
      document: { type: 'boolean', default: false },
    },
  });
  return {
    messages: whole('--messages', values.messages),
    sessions: whole('--sessions', values.sessions),
    runs: whole('--runs', values.runs),
    data: values.data,
    plans: values.plans,
    documents: values.document,
  };
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} must be a whole number`);
  return value;
}
