import { readdir, readFile } from 'node:fs/promises';

/** Process ids of what `parent` has started itself. */
export async function childrenOf(parent: number): Promise<number[]> {
  const pids: number[] = [];
  for (const entry of await readdir('/proc')) {
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    if (Number(/\) \S (\d+)/u.exec(stat)?.[1]) === parent) pids.push(Number(entry));
  }
  return pids;
}
