import { Logger } from '@nestjs/common';

import { JournalBench, session, turnEnd } from '../../test/support/journal-bench';

describe('a turn that the queue has taken', () => {
  let bench: JournalBench;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    bench = await JournalBench.make();
    bench.queue.stores = false;
  });
  afterEach(() => bench.dispose());

  it('is offered again when the queue loses it', async () => {
    const { dispatcher, recorder } = await bench.open();
    dispatcher.start();
    const turn = turnEnd(1000);
    await recorder.keep(session, turn);
    await bench.until(() => bench.queue.added.length === 1);
    // Redis came back empty.
    bench.queue.jobs.clear();
    await bench.until(() => bench.queue.added.length === 2);
    bench.queue.work();
    await bench.until(async () => (await bench.files()).length === 0);
    await dispatcher.stop();
    expect(bench.queue.stored).toEqual(new Set([turn.turnId]));
  });

  it('stays with the queue for as long as no worker takes it', async () => {
    const { dispatcher, recorder } = await bench.open();
    dispatcher.start();
    await recorder.keep(session, turnEnd(1000));
    await bench.until(() => bench.queue.added.length === 1);
    for (let n = 0; n < 100; n++) await bench.pass(5000);
    expect(bench.queue.added).toHaveLength(1);
    expect(await bench.files()).toHaveLength(1);
    await dispatcher.stop();
  });

  it('is set aside with its reason when its job failed for good, and is in the queue no more', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    dispatcher.start();
    const turn = turnEnd(1000);
    const jobId = `record-turn-${turn.turnId}`;
    bench.queue.failed.set(jobId, "the session belongs to another user's");
    await recorder.keep(session, turn);
    await bench.until(async () => (await state.health()).setAside === 1);
    await bench.until(() => bench.queue.discarded.length === 1);
    expect(bench.queue.discarded).toEqual([jobId]);
    await recorder.keep(session, turnEnd(2000));
    await bench.until(() => bench.queue.added.length >= 2);
    await dispatcher.stop();
  });

  it('is set aside, not offered for ever, when it is done again and again and never stored', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    dispatcher.start();
    await recorder.keep(session, turnEnd(1000));
    await bench.until(async () => {
      bench.queue.jobs.clear();
      return (await state.health()).setAside === 1;
    });
    expect(bench.queue.added).toHaveLength(6);
    await dispatcher.stop();
  });

  it('waits while the database cannot be asked', async () => {
    const { dispatcher, recorder } = await bench.open();
    dispatcher.start();
    await recorder.keep(session, turnEnd(1000));
    await bench.until(() => bench.queue.added.length === 1);
    bench.queue.work();
    bench.queue.isDown = true;
    for (let n = 0; n < 10; n++) await bench.pass(5000);
    expect(await bench.files()).toHaveLength(1);
    bench.queue.isDown = false;
    await bench.until(async () => (await bench.files()).length === 0);
    await dispatcher.stop();
  });

  it('that the database cannot even be asked for keeps no other one', async () => {
    const { dispatcher, recorder } = await bench.open();
    const [strange, plain] = [turnEnd(1000), turnEnd(2000)];
    const { settled } = bench.queue.recorded;
    bench.queue.recorded.settled = (turns) =>
      turns.some(({ turnId }) => turnId === strange.turnId)
        ? Promise.reject(Object.assign(new Error('unsupported escape'), { code: '22P05' }))
        : settled(turns);
    await recorder.keep(session, strange);
    await recorder.keep(session, plain);
    dispatcher.start();
    await bench.until(() => bench.queue.added.length === 2);
    bench.queue.work();
    await bench.until(async () => (await bench.files()).length === 1);
    await dispatcher.stop();
    expect((await bench.files())[0]).toContain(strange.turnId);
  });

  it('is told of by age and number while it waits', async () => {
    const { dispatcher, recorder, state } = await bench.open();
    dispatcher.start();
    await recorder.keep(session, turnEnd(1000));
    await recorder.keep(session, turnEnd(2000));
    expect(await state.health()).toMatchObject({ depth: 2, setAside: 0, isWritable: true });
    expect((await state.health()).oldestAgeMs).toBeGreaterThanOrEqual(0);
    await dispatcher.stop();
  });
});
