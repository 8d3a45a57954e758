import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';

import { printTable } from '../bench/report';
import { silenceLogs } from '../integration/support/quiet-logger';
import { eventually } from '../support/eventually';
import { Town, type TownOptions } from './town';
import type { Verdict } from './verdict';

/** Of each kind; FAULT_ROUNDS asks for fewer. */
const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 10);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const TALKERS = 10;
const LONGEST_WAIT_MS = 2500;
const FROZEN_MS = 8000;
const SMALL_DISK_BYTES = 256 * 1024;

/** Mulberry32. */
let state = SEED;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const awhile = () => wait(random() * LONGEST_WAIT_MS);

const results: [string, string, Verdict][] = [];

/** Everybody talks while `strike` does it so many times; gives what became of what they were told. */
async function under(
  what: string,
  options: Omit<TownOptions, 'talkers'>,
  strike: (town: Town, round: number) => Promise<void>,
  { rounds = ROUNDS, isForgiven = false } = {},
): Promise<Verdict> {
  const town = await Town.open({ talkers: TALKERS, ...options });
  try {
    for (const talker of town.talkers) talker.talk();
    await eventually(
      () => town.told.length,
      (count) => count >= TALKERS,
      60_000,
    );
    for (let round = 0; round < rounds; round++) {
      await awhile();
      await strike(town, round);
    }
    const before = town.told.length;
    // It goes on afterwards.
    await eventually(
      () => town.told.length,
      (count) => count >= before + TALKERS,
      60_000,
    );
    const verdict = await town.settle({ isForgiven });
    results.push([what, String(rounds), verdict]);
    return verdict;
  } finally {
    await town.close();
  }
}

const whole = { lost: 0, doubled: 0, outOfOrder: 0, wrongText: 0 };

jest.setTimeout(900_000);
silenceLogs();

describe('what is told complete is kept', () => {
  afterAll(() => {
    process.stdout.write(`\nseed ${SEED}, load ${loadavg()[0]?.toFixed(1)}\n`);
    printTable(
      ['fault', 'times', 'told', 'unsaved', 'lost', 'doubled', 'out of order', 'wrong text'],
      results.map(([what, rounds, verdict]) => [
        what,
        rounds,
        ...[verdict.told, verdict.unsaved, verdict.lost, verdict.doubled].map(String),
        ...[verdict.outOfOrder, verdict.wrongText].map(String),
      ]),
    );
  });

  it('when the server is killed at any moment', async () => {
    expect(await under('server, at any moment', {}, (town) => town.killServer())).toMatchObject(
      whole,
    );
  });

  it('when the server is killed in the moment in which a turn is told', async () => {
    const strike = async (town: Town) => {
      await town.nextTold();
      await town.killServer();
    };
    expect(await under('server, as a turn is told', {}, strike)).toMatchObject(whole);
  });

  it('when PostgreSQL is killed', async () => {
    expect(await under('PostgreSQL', {}, (town) => town.killDatabase())).toMatchObject(whole);
  });

  it('when PostgreSQL and the server are killed together', async () => {
    const strike = async (town: Town) => {
      const back = town.killDatabase();
      await town.killServer();
      await back;
    };
    expect(await under('PostgreSQL and server', {}, strike)).toMatchObject(whole);
  });

  it('when a worker of its own is killed', async () => {
    const strike = async (town: Town) => {
      await town.stopWorker();
      await awhile();
      await town.startWorker();
    };
    expect(await under('worker', { hasWorker: true }, strike)).toMatchObject(whole);
  });

  it.each(['append-only', 'forgetful'] as const)(
    'when a Redis that is %s is killed',
    async (redis) => {
      const strike = async (town: Town, round: number) => {
        // Every second time with a backlog that no worker takes.
        const hasBacklog = round % 2 === 1;
        if (hasBacklog) await town.stopWorker();
        if (hasBacklog) await awhile();
        await town.killRedis();
        if (hasBacklog) await town.startWorker();
      };
      const what = `Redis, ${redis}`;
      expect(await under(what, { hasWorker: true, redis }, strike)).toMatchObject(whole);
    },
  );

  it('when PostgreSQL is frozen', async () => {
    const rounds = Math.min(ROUNDS, 4);
    const strike = (town: Town) => town.freezeDatabase(FROZEN_MS);
    expect(await under('PostgreSQL frozen', {}, strike, { rounds })).toMatchObject(whole);
  });

  it('when the disk is full, and the server is killed then', async () => {
    const unsaved = ({ told }: Town) => told.filter(({ isUnsaved }) => isUnsaved).length;
    const saved = (town: Town) => town.told.length - unsaved(town);
    const moreThanNow = async (town: Town, count: (town: Town) => number) => {
      const before = count(town);
      await eventually(
        () => count(town),
        (now) => now > before + TALKERS,
        60_000,
      );
    };
    const strike = async (town: Town, round: number) => {
      const filler = path.join(town.journal, 'filler');
      // That it does not fit is what it is for.
      await writeFile(filler, Buffer.alloc(2 * SMALL_DISK_BYTES)).catch(() => undefined);
      await moreThanNow(town, unsaved);
      if (round % 2 === 1) await town.killServer();
      await rm(filler);
      await moreThanNow(town, saved);
    };
    const town = { journalDiskBytes: SMALL_DISK_BYTES };
    const rounds = Math.min(ROUNDS, 4);
    const verdict = await under('disk full, server', town, strike, { rounds, isForgiven: true });
    expect(verdict).toMatchObject(whole);
    expect(verdict.unsaved).toBeGreaterThan(0);
  });

  it('when entries of the journal are damaged, while the server runs and when it starts', async () => {
    let number = 0;
    const strike = async (town: Town, round: number) => {
      const [folder] = await readdir(town.journal);
      const entry = () => path.join(town.journal, folder ?? '', `00000000000000${number++}-x.json`);
      await writeFile(entry(), '{"half":');
      await writeFile(entry(), Buffer.alloc(5_000_000));
      await writeFile(entry(), '{"turnId":"\\u0000"}');
      await mkdir(entry());
      await symlink('/dev/zero', entry());
      execFileSync('mkfifo', [entry()]);
      if (round % 2 === 1) await town.killServer();
    };
    expect(await under('damaged entries', {}, strike)).toMatchObject(whole);
  });
});
