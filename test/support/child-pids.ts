import { readdir, readFile } from 'node:fs/promises';

/** Ids of the processes that `parent` started itself, by the beginning of their names. */
export async function childrenOf(parent: number, name = ''): Promise<number[]> {
  const pids: number[] = [];
  for (const entry of await readdir('/proc')) {
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const [, command = '', parentPid] = /\((.*)\) \S (\d+)/su.exec(stat) ?? [];
    if (Number(parentPid) === parent && command.startsWith(name)) pids.push(Number(entry));
  }
  return pids;
}
