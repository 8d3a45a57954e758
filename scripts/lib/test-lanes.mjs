import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What may go on beside each other: tests whose time is virtual, and tests that wait for people who speak in real time, for
 * databases and for servers, which leave processors to the former. Within a lane one project comes after another; integration
 * tests, whose workers grow largest, when there is hardly anything left beside them.
 */
const lanes = [
  ['unit', 'scenarios'],
  ['e2e', 'integration'],
];

/** Whether a project leaves the processors to others: its time is virtual, and stands still meanwhile. */
export const isPatient = (project) => lanes[0].includes(project);

/**
 * With fewer processors the rows wait for each other: two processors took 1,230 s for both together, no less than for one after
 * the other, and unit tests of real sockets had too little of them.
 */
const leastCores = 4;

/** How long the processors are watched, and the share of them that must be free for two lanes. */
const watchedMs = 1000;
const leastFree = 0.7;

function processorTimes() {
  const all = cpus().map(({ times }) => times);
  const sum = (of) => all.reduce((total, times) => total + of(times), 0);
  return {
    idle: sum(({ idle }) => idle),
    all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  };
}

/** The share of the processors that nobody used for a second (0–1). */
async function freeShare() {
  const before = processorTimes();
  await sleep(watchedMs);
  const after = processorTimes();
  return (after.idle - before.idle) / Math.max(after.all - before.all, 1);
}

/**
 * Files at a time on two processors: few where all is reckoning, more where tests wait. Integration tests wait for databases and
 * servers a third of their time; end-to-end tests wait for speech, and take both processors all the same: four of them are no sooner
 * done, and starve each other.
 */
const few = 2;
const manyOf = { integration: 3, e2e: 3 };

/** What has just ended may not be gone yet. */
const mostLooks = 3;

/**
 * Whether others leave the processors to these projects: to be asked before any of them runs, which would be seen as well. Nobody
 * looks where it makes no difference.
 * @param {string[]} projects
 * @param {() => Promise<number>} [free] the share of the processors that is free (0–1)
 */
export async function isMachineFree(projects, free = freeShare) {
  if (!projects.some((project) => project in manyOf)) return true;
  for (let look = 0; look < mostLooks; look++) {
    if ((await free()) >= leastFree) return true;
  }
  return false;
}

/**
 * How many files of a project run at a time. Where others keep the processors busy there are few: of each server that starts
 * beside another one both are later, and what is said in real time is not heard in time.
 */
export const workersOf = (project, isFree) => (isFree ? (manyOf[project] ?? few) : few);

/**
 * Which projects run one after another, and which such rows beside each other. On a machine that is small, or that others keep
 * busy, there is one row: tests that hear speech could not tell who disturbs them.
 * @param {string[]} projects in the order in which they are told of
 * @param {boolean} isFree as `isMachineFree` says
 * @returns {string[][]}
 */
export function layOut(projects, isFree, cores = cpus().length) {
  const chosen = lanes
    .map((lane) => lane.filter((project) => projects.includes(project)))
    .filter((lane) => lane.length > 0);
  if (chosen.length < 2) return [projects];
  return isFree && cores >= leastCores ? chosen : [projects];
}
