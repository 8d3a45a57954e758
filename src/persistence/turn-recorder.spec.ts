import { mkdir, rm, stat, writeFile } from 'node:fs/promises';

import { Logger } from '@nestjs/common';
import { JobRefusedError } from '@vox/jobs';

import { JournalBench, session, turnEnd } from '../../test/support/journal-bench';

describe('keeping turns', () => {
  let bench: JournalBench;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    bench = await JournalBench.make();
  });
  afterEach(() => bench.dispose());

  it('has a turn on the disk, readable by us alone, when it says so', async () => {
    const { recorder } = await bench.open();
    expect(await recorder.keep(session, turnEnd(1000))).toBe(true);
    const names = await bench.files();
    expect(names).toHaveLength(1);
    expect((await stat(bench.path(names[0]!))).mode & 0o777).toBe(0o600);
  });

  it('lets the journal go of a turn when the database has it, and not before', async () => {
    const { dispatcher, recorder } = await bench.open();
    bench.queue.stores = false;
    dispatcher.start();
    const turn = turnEnd(1000);
    await recorder.keep(session, turn);
    await bench.until(() => bench.queue.added.length === 1);
    await bench.pass(4000);
    expect(await bench.files()).toHaveLength(1);
    bench.queue.work();
    await bench.until(async () => (await bench.files()).length === 0);
    await dispatcher.stop();
    expect(bench.queue.added).toEqual([`record-turn-${turn.turnId}`]);
  });

  it('keeps nothing of a turn in which nobody was heard', async () => {
    const { recorder } = await bench.open();
    const silent = turnEnd(1000, { spokenText: ' ', replyText: 'Hello.', outcome: 'interrupted' });
    const { userText: _, ...unheard } = silent;
    expect(await recorder.keep(session, unheard)).toBe(true);
    expect(await bench.files()).toEqual([]);
  });

  it('keeps turns on the disk while the queue is down', async () => {
    const { dispatcher, recorder } = await bench.open();
    bench.queue.isDown = true;
    dispatcher.start();
    await recorder.keep(session, turnEnd(1000));
    await recorder.keep(session, turnEnd(2000));
    await bench.until(() => bench.queue.attempts > 0);
    expect(await bench.files()).toHaveLength(2);
    bench.queue.isDown = false;
    await bench.until(async () => (await bench.files()).length === 0);
    await dispatcher.stop();
    expect(bench.queue.stored.size).toBe(2);
  });

  it('replays what an earlier process left, the oldest turn first', async () => {
    const killed = await bench.open();
    const turns = [turnEnd(3000), turnEnd(1000), turnEnd(20_000)];
    for (const turn of turns) await killed.recorder.keep(session, turn);

    const { dispatcher } = await bench.open();
    dispatcher.start();
    await dispatcher.stop();
    expect(bench.queue.added).toEqual(
      [1, 0, 2].map((index) => `record-turn-${turns[index]!.turnId}`),
    );
  });

  it('offers a turn at once, and together those that end within a quarter of a second after it', async () => {
    const { dispatcher, recorder } = await bench.open();
    dispatcher.start();
    // It looks for what an earlier run left first.
    await bench.pass(0);
    await bench.pass(250);
    const first = turnEnd(1000);
    await recorder.keep(session, first);
    await bench.until(() => bench.queue.stored.has(first.turnId), 0);
    for (const startedAtMs of [2000, 3000, 4000]) {
      await recorder.keep(session, turnEnd(startedAtMs));
    }
    await bench.pass(249);
    expect(bench.queue.added).toHaveLength(1);
    await bench.pass(1);
    await bench.until(() => bench.queue.added.length === 4, 0);
    expect(bench.queue.together).toEqual([3]);
    await dispatcher.stop();
  });

  it('offers one by one those of which one is refused, and sets that one aside', async () => {
    const killed = await bench.open();
    const [one, two, three] = [turnEnd(1000), turnEnd(2000), turnEnd(3000)];
    for (const turn of [one, two, three]) await killed.recorder.keep(session, turn);
    const { dispatcher, state } = await bench.open();
    bench.queue.refuse = ({ turnId }) =>
      turnId === two.turnId ? new JobRefusedError('does not fit') : undefined;
    dispatcher.start();
    await bench.until(() => bench.queue.stored.has(three.turnId));
    await dispatcher.stop();
    expect([...bench.queue.stored].sort()).toEqual([one.turnId, three.turnId].sort());
    expect(await state.health()).toMatchObject({ depth: 0, setAside: 1 });
  });

  it('ends at once when told to while the queue is down, and keeps the turn', async () => {
    const { dispatcher, recorder } = await bench.open();
    bench.queue.isDown = true;
    dispatcher.start();
    await recorder.keep(session, turnEnd(1000));
    await dispatcher.stop();
    expect(await bench.files()).toHaveLength(1);
  });

  describe('on a disk that refuses', () => {
    /** No folder can be where a file is. */
    const break_ = async () => {
      await rm(bench.folder, { recursive: true });
      await writeFile(bench.folder, 'not a folder');
    };
    const mend = async () => {
      await rm(bench.folder);
      await mkdir(bench.folder);
    };

    it('says so, and queues the turn from memory', async () => {
      const { dispatcher, recorder, state } = await bench.open();
      await break_();
      const turn = turnEnd(1000);
      expect(await recorder.keep(session, turn)).toBe(false);
      expect(await state.health()).toMatchObject({
        isWritable: false,
        unjournaled: 1,
        code: 'ENOTDIR',
      });
      await mend();
      dispatcher.start();
      await bench.until(() => bench.queue.stored.has(turn.turnId));
      await bench.until(async () => (await state.health()).unjournaled === 0);
      await dispatcher.stop();
    });

    it('puts on the disk what is in memory as soon as that takes it', async () => {
      const { dispatcher, recorder, state } = await bench.open();
      await break_();
      bench.queue.isDown = true;
      await recorder.keep(session, turnEnd(1000));
      await mend();
      dispatcher.start();
      await bench.until(async () => (await state.health()).unjournaled === 0);
      expect(await state.health()).toMatchObject({ isWritable: true, unjournaled: 0, depth: 1 });
      await dispatcher.stop();
    });

    it('leaves nothing half written behind', async () => {
      const { journal } = await bench.open();
      // Nothing can be renamed to where a folder with something in it is.
      const { turnId } = turnEnd(1000);
      await mkdir(bench.path(`000000000001000-${turnId}.json`));
      await writeFile(bench.path(`000000000001000-${turnId}.json/x`), '');
      await expect(journal.write(1000, turnId, {})).rejects.toThrow();
      expect(await bench.files()).toEqual([`000000000001000-${turnId}.json`]);
    });
  });

  it('waits two seconds for a stuck disk, and not longer', async () => {
    const { recorder, journal } = await bench.open();
    const stuck = Promise.withResolvers<void>();
    journal.write = () => stuck.promise;
    const keeping = recorder.keep(session, turnEnd(1000));
    await bench.pass(2000);
    expect(await keeping).toBe(false);
    stuck.resolve();
    await recorder.flush();
  });

  it('counts no time in which the process was held up as the disk being stuck', async () => {
    const { recorder, journal } = await bench.open();
    const written = Promise.withResolvers<void>();
    journal.write = () => written.promise;
    const keeping = recorder.keep(session, turnEnd(1000));
    await bench.clock.stall(2500);
    written.resolve();
    expect(await keeping).toBe(true);
  });

  it('tells what each write took', async () => {
    const { recorder, state } = await bench.open();
    const took: number[] = [];
    state.onWritten((tookMs) => took.push(tookMs));
    await recorder.keep(session, turnEnd(1000));
    expect(took).toHaveLength(1);
  });
});
