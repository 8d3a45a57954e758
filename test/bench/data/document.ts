import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

import { type Options } from './options';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'benchmarks.md');
const [BEGIN, END] = ['<!-- bench:data begin -->', '<!-- bench:data end -->'];

/** Puts the table between its marks in docs/benchmarks.md. @throws Error when the marks are not there. */
export async function documentTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { messages, sessions, runs }: Options,
): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md has no "${BEGIN}" … "${END}"`);
  const cores = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const text = [
    `${BEGIN}\n`,
    `${date}, ${cores.length} × ${cores[0]?.model.trim() ?? '?'}, Node ${process.version.slice(1)}; ${messages.toLocaleString('en')} messages in ${sessions.toLocaleString('en')} sessions, each asked ${runs} times; load of the machine ${loadavg()[0]?.toFixed(1)}.\n`,
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    '\n',
  ].join('\n');
  await writeFile(PAGE, page.slice(0, from) + text + page.slice(to));
}
