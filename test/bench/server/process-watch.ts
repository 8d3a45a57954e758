import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick is (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time so far, by what the thread is for. */
export type CpuSeconds = Readonly<Record<ThreadKind, number>>;

export const THREAD_KINDS = ['main', 'workers', 'pool', 'v8', 'media'] as const;
export type ThreadKind = (typeof THREAD_KINDS)[number];

/**
 * By the names that Node gives its threads: `v8` compiles and collects garbage, `pool` is libuv's, `workers` are
 * worker threads and what native engines start; `media` are the processes that the server started itself, which
 * are mediasoup's.
 */
function kindOf(name: string): ThreadKind {
  if (/^(V8Worker|node-V8|DelayedTask|SignalInspector)/u.test(name)) return 'v8';
  return name.startsWith('libuv') ? 'pool' : 'workers';
}

export async function cpuOf(pid: number): Promise<CpuSeconds> {
  const seconds: Record<ThreadKind, number> = { main: 0, workers: 0, pool: 0, v8: 0, media: 0 };
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const stat = await statOf(`/proc/${pid}/task/${thread}/stat`);
    if (stat === undefined) continue;
    seconds[Number(thread) === pid ? 'main' : kindOf(stat.name)] += stat.cpuSeconds;
  }
  for (const child of await childrenOf(pid)) {
    seconds.media += (await statOf(`/proc/${child}/stat`))?.cpuSeconds ?? 0;
  }
  return seconds;
}

/** Resident memory of the process and of those it started itself, in bytes. */
export async function rssBytesOf(pid: number): Promise<number> {
  let bytes = 0;
  for (const one of [pid, ...(await childrenOf(pid))]) {
    const status = await readFile(`/proc/${one}/status`, 'utf8').catch(() => '');
    bytes += Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? 0) * 1024;
  }
  return bytes;
}

/** File descriptors and threads of the process and of those it started itself. */
export async function handlesOf(pid: number): Promise<number> {
  const folders = [pid, ...(await childrenOf(pid))].flatMap((one) => [
    `/proc/${one}/fd`,
    `/proc/${one}/task`,
  ]);
  const entries = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  return entries.reduce((total, { length }) => total + length, 0);
}

type Stat = { readonly name: string; readonly parent: number; readonly cpuSeconds: number };

/** Undefined when the thread has ended meanwhile. @see proc_pid_stat(5): 14 is user time, 15 system time */
async function statOf(path: string): Promise<Stat | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const parts = text === undefined ? null : /\((.*)\) (.*)/su.exec(text);
  if (parts === null) return undefined;
  const [, name = '', rest = ''] = parts;
  const fields = rest.split(' ');
  return {
    name,
    parent: Number(fields[1]),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
  };
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const children: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/u.test(entry)) continue;
    if ((await statOf(`/proc/${entry}/stat`))?.parent === pid) children.push(Number(entry));
  }
  return children;
}
