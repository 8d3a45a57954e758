import { cpus, getPriority } from 'node:os';

import { MachineTime, TICK_MS } from './machine-time';

/** Words off, of all (0–1). */
const SAME_SENTENCE = 0.5;

/** Of a voice that is still heard to its end. */
const HOLES_SHARE = 0.05;

/**
 * Tells a slow machine from a fault: whether the machine kept time since the test began.
 *
 * A browser's microphone, a server and the test share the processors: where they cannot keep up, speech arrives with holes,
 * and bounds that are to find faults in the product find the machine. `bound` gives the usual one on a machine that kept
 * time, and otherwise one that still tells speech from no speech, and says so.
 */
export class MachineWatch {
  #timers: NodeJS.Timeout[] = [];
  #time = new MachineTime();
  readonly #told = new Set<string>();

  /** Watches during each test of the `describe` that this is called in. */
  static duringTests(): MachineWatch {
    const watch = new MachineWatch();
    beforeEach(() => watch.#begin());
    afterEach(() => watch.#end());
    return watch;
  }

  /** `usual`, or `disturbed` where the machine did not keep time; then a line on stderr names the load. */
  bound(what: string, usual: number, disturbed: number): number {
    if (this.#time.isKept) return usual;
    const held = `${what}: held to ${disturbed} instead of ${usual}`;
    if (!this.#told.has(held)) {
      process.stderr.write(`${held}, the machine did not keep time (${String(this.#time)})\n`);
    }
    this.#told.add(held);
    return disturbed;
  }

  /** How much of what was said may be misheard (0–1). Of another sentence most words would be wrong. */
  wordsOff(usual: number): number {
    return this.bound('words that were misheard', usual, Math.max(usual, SAME_SENTENCE));
  }

  /** How many of `expected` packets of 20 ms may be missing, `usual` at most on a machine that kept time. */
  framesOff(expected: number, usual = 0): number {
    return this.bound('packets that are missing', usual, usual + Math.ceil(expected * HOLES_SHARE));
  }

  #begin(): void {
    const time = new MachineTime();
    this.#time = time;
    this.#told.clear();
    this.#timers = [
      each(TICK_MS, ownNow, ([elapsedMs, computedMs]) => time.tick(elapsedMs, computedMs)),
      each(1000, processorsNow, ([idleMs, allMs]) => time.second(idleMs, allMs)),
    ];
  }

  #end(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}

type Pair = readonly [number, number];

/** Gives `take` by how much both figures have grown. */
function each(everyMs: number, read: () => Pair, take: (growth: Pair) => void): NodeJS.Timeout {
  let before = read();
  const timer = setInterval(() => {
    const now = read();
    take([now[0] - before[0], now[1] - before[1]]);
    before = now;
  }, everyMs);
  return timer.unref();
}

function ownNow(): Pair {
  const { user, system } = process.cpuUsage();
  return [performance.now(), (user + system) / 1000];
}

function processorsNow(): Pair {
  // What programs of a lower priority take is ours as soon as we want it.
  const isOurs = getPriority() <= 0;
  const times = cpus().map((processor) => processor.times);
  return times.reduce<Pair>(
    ([freeMs, allMs], { user, nice, sys, idle, irq }) => [
      freeMs + idle + (isOurs ? nice : 0),
      allMs + user + nice + sys + idle + irq,
    ],
    [0, 0],
  );
}
