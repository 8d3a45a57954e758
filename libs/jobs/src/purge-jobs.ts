import type { JobType } from 'bullmq';

import type { AnyQueue } from './bull-connection';
import { answered } from './with-timeout';

/** Jobs that are looked through at once. */
const PAGE = 500;

/**
 * Removes the jobs of one queue of which nothing may be kept, as far as nobody works on them.
 *
 * @param scope `failed`: those that were given up; `all`: those that wait, too.
 * @returns how many. Rejects when the queue cannot be reached.
 */
export async function purgeJobs(
  queue: AnyQueue,
  scope: 'failed' | 'all',
  isErased: (payloads: readonly unknown[]) => Promise<readonly boolean[]>,
): Promise<number> {
  // Those of a server that kept what was done are looked through as well.
  const types: JobType[] =
    scope === 'failed'
      ? ['failed', 'completed']
      : ['failed', 'completed', 'waiting', 'delayed', 'prioritized'];
  const erased: string[] = [];
  for (let start = 0; ; start += PAGE) {
    const jobs = await answered(queue.getJobs(types, start, start + PAGE - 1));
    // One that went while it was looked for.
    const there = jobs.filter((job) => (job as unknown) !== undefined);
    const isGone = await isErased(there.map((job) => job.data as unknown));
    erased.push(...there.flatMap((job, index) => (isGone[index] === true ? [job.id ?? ''] : [])));
    if (jobs.length === 0) break;
  }
  let count = 0;
  for (const id of erased) count += await answered(queue.remove(id));
  return count;
}
