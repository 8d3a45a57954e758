import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';

import { Logger } from '@nestjs/common';
import { JobRefusedError } from '@vox/jobs';

import { JournalBench, session, turnEnd } from '../../test/support/journal-bench';
import { toTurnPayload } from './turn-payload';

const NAME = '000000000000001-damaged.json';

const whole = () => toTurnPayload(session, turnEnd(1));

const damages: [string, (path: string) => Promise<void> | void][] = [
  ['half JSON', (path) => writeFile(path, '{"half":')],
  ['an empty file', (path) => writeFile(path, '')],
  ['zeros', (path) => writeFile(path, Buffer.alloc(4096))],
  ['bytes that are no text', (path) => writeFile(path, Buffer.from([0xff, 0xfe, 0x80]))],
  ['JSON of another form', (path) => writeFile(path, '{"turnId":"?"}')],
  ['JSON that is no object', (path) => writeFile(path, '[1]')],
  [
    'a time that no date can hold',
    (path) => writeFile(path, JSON.stringify({ ...whole(), startedAtMs: 9e15 })),
  ],
  ['a file without end', (path) => writeFile(path, '').then(() => truncate(path, 2 ** 40))],
  ['a folder', (path) => mkdir(path)],
  ['a folder with something in it', (path) => mkdir(path).then(() => writeFile(`${path}/x`, ''))],
  ['a link to itself', (path) => symlink(path, path)],
  ['a link to elsewhere', (path) => symlink('/dev/zero', path)],
  ['a pipe that nobody writes into', (path) => void execFileSync('mkfifo', [path])],
];

describe('a journal entry', () => {
  const lines: string[] = [];
  let bench: JournalBench;

  beforeEach(async () => {
    lines.length = 0;
    const note = (...line: unknown[]) => void lines.push(JSON.stringify(line));
    Logger.overrideLogger({ log: note, warn: note, error: note });
    bench = await JournalBench.make();
  });
  afterEach(async () => {
    Logger.overrideLogger(false);
    await bench.dispose();
  });

  const asides = () => lines.filter((line) => line.includes('set aside'));

  it.each(damages)(
    'that is %s keeps no other one back, and is kept itself',
    async (_what, damage) => {
      const { dispatcher, recorder, state } = await bench.open();
      await damage(bench.path(NAME));
      const turns = [turnEnd(2000), turnEnd(3000)];
      for (const turn of turns) await recorder.keep(session, turn);
      dispatcher.start();
      await bench.until(() => bench.queue.stored.size === 2);
      const later = turnEnd(4000);
      await recorder.keep(session, later);
      await bench.until(() => bench.queue.stored.size === 3);
      await bench.until(async () => (await state.health()).depth === 0);
      expect(bench.queue.added).toEqual(
        [...turns, later].map(({ turnId }) => `record-turn-${turnId}`),
      );
      expect(await state.health()).toMatchObject({ isWritable: true, depth: 0, setAside: 1 });
      expect(await bench.files()).toEqual([
        expect.stringMatching(/damaged\.json\..+\.unreadable$/u),
      ]);
      expect(asides()).toHaveLength(1);
      await dispatcher.stop();
    },
  );

  it('that the disk does not give is asked for a few times, then set aside', async () => {
    const { dispatcher, journal, recorder, state } = await bench.open();
    await writeFile(bench.path(NAME), JSON.stringify(whole()));
    // As root no file is unreadable: the disk's answer is given in its place.
    const read = journal.read.bind(journal);
    let asked = 0;
    journal.read = (name) => {
      if (name !== NAME) return read(name);
      asked += 1;
      return Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    };
    await recorder.keep(session, turnEnd(2000));
    dispatcher.start();
    await bench.until(() => bench.queue.stored.size === 1);
    await bench.until(async () => (await state.health()).setAside === 1);
    expect(asked).toBe(3);
    expect(asides()).toEqual([expect.stringContaining('EIO')]);
    await dispatcher.stop();
  });

  it('that the disk gives again in time is stored', async () => {
    const { dispatcher, journal } = await bench.open();
    const turn = whole();
    await writeFile(bench.path(NAME), JSON.stringify(turn));
    const read = journal.read.bind(journal);
    let refusals = 2;
    journal.read = (name) =>
      refusals-- > 0
        ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
        : read(name);
    dispatcher.start();
    await bench.until(() => bench.queue.stored.has(turn.turnId));
    await dispatcher.stop();
  });

  it('is not blamed for what this process is short of', async () => {
    const { dispatcher, journal, state } = await bench.open();
    const turn = whole();
    await writeFile(bench.path(NAME), JSON.stringify(turn));
    const read = journal.read.bind(journal);
    let refusals = 10;
    journal.read = (name) =>
      refusals-- > 0
        ? Promise.reject(Object.assign(new Error('EMFILE'), { code: 'EMFILE' }))
        : read(name);
    dispatcher.start();
    await bench.until(() => bench.queue.stored.has(turn.turnId));
    expect(await state.health()).toMatchObject({ setAside: 0 });
    await dispatcher.stop();
  });

  it('that the queue refuses for good is set aside at once, without its words in the log', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    bench.queue.refuse = ({ userText }) =>
      userText === 'PLUMTREE' ? new JobRefusedError('the database refused it (22P05)') : undefined;
    await recorder.keep(session, turnEnd(1000, { userText: 'PLUMTREE' }));
    await recorder.keep(session, turnEnd(2000));
    dispatcher.start();
    await bench.until(() => bench.queue.stored.size === 1);
    expect(await state.health()).toMatchObject({ setAside: 1 });
    expect(await bench.files()).toContainEqual(expect.stringMatching(/\.refused$/u));
    expect(asides()).toEqual([expect.stringContaining('22P05')]);
    expect(lines.join()).not.toContain('PLUMTREE');
    await dispatcher.stop();
  });

  it('that the queue refuses in a way nobody knows is set aside once others are taken', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    bench.queue.refuse = ({ userText }) =>
      userText === 'strange' ? new Error('ERR value is too strange') : undefined;
    await recorder.keep(session, turnEnd(1000, { userText: 'strange' }));
    dispatcher.start();
    await bench.until(() => bench.queue.attempts >= 5);
    // Alone it may be the queue's fault.
    expect(await state.health()).toMatchObject({ setAside: 0, depth: 1 });
    for (let n = 2; n < 6; n++) {
      await recorder.keep(session, turnEnd(n * 1000));
      await bench.until(() => bench.queue.stored.size === n - 1);
    }
    expect(await state.health()).toMatchObject({ setAside: 1, depth: 0 });
    await dispatcher.stop();
  });

  it('is not set aside while the queue takes nothing at all', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    bench.queue.refuse = () => new Error('OOM command not allowed');
    for (let n = 1; n < 9; n++) await recorder.keep(session, turnEnd(n * 1000));
    dispatcher.start();
    await bench.until(() => bench.queue.attempts > 20);
    expect(await state.health()).toMatchObject({ setAside: 0, depth: 8 });
    bench.queue.refuse = () => undefined;
    await bench.until(() => bench.queue.stored.size === 8);
    await dispatcher.stop();
  });

  it('that can be neither read nor moved is left where it is, counted, and told of once', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    // No file system here takes a longer name than 255 bytes, which any other name for it would have.
    const name = `${'0'.repeat(245)}.json`;
    await writeFile(bench.path(name), '{');
    await recorder.keep(session, turnEnd(2000));
    dispatcher.start();
    await bench.until(() => bench.queue.stored.size === 1);
    await recorder.keep(session, turnEnd(3000));
    await bench.until(async () => (await bench.files()).length === 1);
    await dispatcher.stop();
    expect(await bench.files()).toEqual([name]);
    expect(asides()).toHaveLength(1);
    expect(await state.health()).toMatchObject({ depth: 0, setAside: 1 });
  });

  it('that was cut off while it was written is cleared away', async () => {
    const { journal } = await bench.open();
    await writeFile(bench.path('000000000000001-half.tmp'), '{');
    await mkdir(bench.path('000000000000002-half.tmp'));
    await journal.open();
    expect(await bench.files()).toEqual([]);
  });
});
