import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What may go on beside each other: end-to-end tests hear speech in real time and mostly wait for it, the others keep every
 * core busy. Within a lane one project comes after another.
 */
const lanes = [['unit', 'scenarios', 'integration'], ['e2e']];

/** With fewer processors both lanes wait for each other: on two they took 1,300 s together, and 1,150 one after the other. */
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
 * Which projects run one after another, and which such rows beside each other. On a machine that is small, or that others keep
 * busy, there is one row: tests that hear speech could not tell who disturbs them.
 * @param {string[]} projects in the order in which they are told of
 * @param {{ cores: number, free: () => Promise<number> }} [machine] `free`: the share of the processors that is free (0–1)
 * @returns {Promise<string[][]>}
 */
export async function layOut(projects, machine = { cores: cpus().length, free: freeShare }) {
  const chosen = lanes
    .map((lane) => projects.filter((project) => lane.includes(project)))
    .filter((lane) => lane.length > 0);
  if (chosen.length < 2) return chosen;
  const hasRoom = machine.cores >= leastCores && (await machine.free()) >= leastFree;
  return hasRoom ? chosen : [projects];
}
