import { parseArgs } from 'node:util';

import { runCell } from './run-cell';
import { ROUND_MS } from './script';
import { type Measured, printIdle, printJoins, printTimed } from './tables';

const USAGE = `Usage: npm run bench:loop -- [--sessions 1,10,50,100,200] [--seconds 40] [--shipped] [--idle-minutes MINUTES | --joins NUMBER]

Measures the voice loop alone: scripted engines, real time, each number of sessions in a process of its own.
--shipped keeps the server's default turn-taking, which judges the words and begins to answer ahead of time; without it
the answer begins when the base silence is over, so that figures compare with those of others.
With --idle-minutes (at least 4) it measures instead whether sessions in which nobody speaks keep memory; audio then runs as fast as
the loop takes it.
With --joins it measures instead what so many people cost the event loop who join one after another, with the server's own detector.
`;

const IDLE_SESSIONS = 10;

/** Fewer are no slope, once the first two are left out. */
const LEAST_IDLE_MINUTES = 4;

const HARNESS_SECONDS = 20;
const ROUND_SECONDS = ROUND_MS / 1000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string' },
      seconds: { type: 'string', default: '40' },
      shipped: { type: 'boolean', default: false },
      'idle-minutes': { type: 'string' },
      joins: { type: 'string' },
    },
  });
  const numbers = values.sessions?.split(',').map(Number);
  const seconds = Math.ceil(Number(values.seconds) / ROUND_SECONDS) * ROUND_SECONDS;
  const idleMinutes = Number(values['idle-minutes'] ?? LEAST_IDLE_MINUTES);
  const joins = Number(values.joins ?? 1);
  const isPositive = (value: number) => Number.isInteger(value) && value > 0;
  if (
    numbers?.every(isPositive) === false ||
    !isPositive(seconds) ||
    !isPositive(joins) ||
    !(idleMinutes >= LEAST_IDLE_MINUTES)
  ) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  if (values.joins !== undefined) {
    printJoins(await runCell({ kind: 'joins', sessions: joins }));
    return;
  }
  if (values['idle-minutes'] !== undefined) {
    const sessions = numbers?.[0] ?? IDLE_SESSIONS;
    printIdle(await runCell({ kind: 'idle', sessions, minutes: idleMinutes }));
    return;
  }
  const settings = values.shipped ? 'shipped' : 'plain';
  const measured: Measured[] = [];
  for (const sessions of numbers ?? [1, 10, 50, 100, 200]) {
    process.stderr.write(`${sessions} sessions, ${seconds} s after a warm-up ...\n`);
    try {
      const harness = await runCell({
        kind: 'harness',
        sessions,
        seconds: HARNESS_SECONDS,
        settings,
      });
      const loop = await runCell({ kind: 'loop', sessions, seconds, settings });
      measured.push({ loop, harness });
    } catch (error) {
      // The others' minutes are not lost with it.
      fail(error);
    }
  }
  if (measured.length > 0) printTimed(measured);
}

function fail(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}

main().catch(fail);
