import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

const PAGE = join(__dirname, '..', '..', 'docs', 'benchmarks.md');

/**
 * Puts the table between the marks of `bench` in docs/benchmarks.md.
 * @param conditions Said before it, beside the date, the machine and its load.
 * @throws Error when the marks are not there.
 */
export async function documentTable(
  bench: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  conditions: string,
): Promise<void> {
  const [begin, end] = [`<!-- ${bench} begin -->`, `<!-- ${bench} end -->`];
  const page = await readFile(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md has no "${begin}" … "${end}"`);
  const cores = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const text = [
    `${begin}\n`,
    `${date}, ${cores.length} × ${cores[0]?.model.trim() ?? '?'}, Node ${process.version.slice(1)}; ${conditions}; load of the machine ${loadavg()[0]?.toFixed(1)}.\n`,
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    '\n',
  ].join('\n');
  await writeFile(PAGE, page.slice(0, from) + text + page.slice(to));
}
