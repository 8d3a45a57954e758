import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:pages -- [--sessions 50000] [--messages 200000] [--live 200] [--runs 100] [--document]

Fills a database of its own, starts the built server on it with sessions that go on, and opens each page in Chromium: what the
page asks for is asked again --runs times, and the page is scrolled from top to end. --document writes the table into
docs/benchmarks.md.
`;

export type Options = {
  readonly sessions: number;
  readonly messages: number;
  readonly live: number;
  readonly runs: number;
  readonly documents: boolean;
};

/** @throws Error that names the option which makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sessions: { type: 'string', default: '50000' },
      messages: { type: 'string', default: '200000' },
      live: { type: 'string', default: '200' },
      runs: { type: 'string', default: '100' },
      document: { type: 'boolean', default: false },
    },
  });
  return {
    sessions: whole('--sessions', values.sessions),
    messages: whole('--messages', values.messages),
    live: whole('--live', values.live),
    runs: whole('--runs', values.runs),
    documents: values.document,
  };
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} must be a whole number`);
  return value;
}
