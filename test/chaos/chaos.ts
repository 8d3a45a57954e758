import { setTimeout as sleep } from 'node:timers/promises';

import type { Part, Town } from '../faults/town';
import type { Fault } from './plan';

/** A start may meet a database that is killed just then; whoever runs a service starts it again. */
const MAX_STARTS = 20;
const NEXT_START_MS = 250;
const LAST_WORDS = 3000;

/** What the parts did that nobody had done to them. */
export type Troubles = {
  /** Starts that another part's fault brought down. */
  failedStarts: number;
  /** Parts that ran, were not killed, and were gone all the same. */
  endedByThemselves: Part[];
};

/** Everything that is planned happens to `town`; resolves once all of it runs again. */
export async function chaos(
  town: Town,
  faults: readonly Fault[],
  onFault: (fault: Fault) => void = () => undefined,
): Promise<Troubles> {
  const troubles: Troubles = { failedStarts: 0, endedByThemselves: [] };
  const under = new Map<Part, Promise<void>>();
  for (const fault of faults) {
    await sleep(fault.afterMs);
    // One part is struck once at a time; the others go on being struck meanwhile.
    await under.get(fault.part);
    onFault(fault);
    const struck = strike(town, fault, troubles);
    // Asked for below, however soon it fails.
    struck.catch(() => undefined);
    under.set(fault.part, struck);
  }
  await Promise.all(under.values());
  await revive(town, troubles);
  return troubles;
}

async function strike(town: Town, fault: Fault, troubles: Troubles): Promise<void> {
  const { part, does, forMs } = fault;
  if (part === 'server' || part === 'worker') await reviveOne(town, part, troubles);
  if (does === 'freeze') return town.freeze(part, forMs);
  if (part === 'database') return town.killDatabase();
  if (part === 'redis') {
    await town.stopRedis();
    await sleep(forMs);
    return town.startRedis();
  }
  if (part === 'server') await town.server.end('SIGKILL');
  else await town.stopWorker();
  await sleep(forMs);
  await started(town, part, troubles);
}

async function revive(town: Town, troubles: Troubles): Promise<void> {
  await reviveOne(town, 'server', troubles);
  await reviveOne(town, 'worker', troubles);
}

async function reviveOne(town: Town, part: 'server' | 'worker', troubles: Troubles): Promise<void> {
  if (town.isRunning(part)) return;
  troubles.endedByThemselves.push(part);
  const words = part === 'server' ? town.server.output.slice(-LAST_WORDS) : town.workerOutput;
  process.stdout.write(`the ${part} ended by itself; its last words:\n${words}\n`);
  await started(town, part, troubles);
}

async function started(town: Town, part: 'server' | 'worker', troubles: Troubles): Promise<void> {
  for (let start = 1; ; start++) {
    try {
      await (part === 'server' ? town.startServer() : town.startWorker());
      if (town.isRunning(part)) return;
      throw new Error(`The ${part} ended early`);
    } catch (error) {
      if (start >= MAX_STARTS) throw error;
      troubles.failedStarts += 1;
      await sleep(NEXT_START_MS);
    }
  }
}
