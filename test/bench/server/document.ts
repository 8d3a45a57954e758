import { readFile, writeFile } from 'node:fs/promises';
import { cpus, type CpuInfo } from 'node:os';
import { join } from 'node:path';

import type { Failure } from './cell';
import type { Row } from './figures';
import type { Options } from './options';
import { failureLines, markdownTable } from './table';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'benchmarks.md');

/** Puts the table between the marks of its channel in docs/benchmarks.md. @throws Error when the marks are not there. */
export async function documentRows(
  rows: readonly Row[],
  failures: readonly Failure[],
  options: Options,
): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [begin, end] = ['begin', 'end'].map(
    (word) => `<!-- bench:server ${options.channel} ${word} -->`,
  ) as [string, string];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md has no "${begin}" … "${end}"`);
  const parts = [begin, machine(), markdownTable(rows), ...failureLines(failures)];
  const text = `${parts.join('\n\n')}\n\n`;
  await writeFile(PAGE, page.slice(0, from) + text + page.slice(to));

  function machine(): string {
    const cores = cpus();
    const [first] = cores as [CpuInfo];
    const date = new Date().toISOString().slice(0, 10);
    const { runs, seconds } = options;
    return `${date}, ${cores.length} × ${first.model.trim()}, Node ${process.version.slice(1)}; ${runs} runs of ${seconds} s: the median, in brackets the least and the most.`;
  }
}
