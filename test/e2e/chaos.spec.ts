import { chaos } from '../chaos/chaos';
import { type Fault, planOf } from '../chaos/plan';
import { Town } from '../faults/town';
import { eventually } from '../support/eventually';

/** The short form of `npm run chaos`. */
describe('Faults at random', () => {
  let town: Town | undefined;
  afterEach(() => town?.close());

  it('are the same ones for the same seed', () => {
    const parts = ['database', 'worker', 'server'] as const;
    expect(planOf(7, 30, parts)).toEqual(planOf(7, 30, parts));
    expect(planOf(7, 30, parts)).not.toEqual(planOf(8, 30, parts));
  });

  it('cost, double and reorder nothing of what was told complete', async () => {
    const open = await Town.open({ talkers: 3, hasWorker: true });
    town = open;
    for (const talker of open.talkers) talker.talk();
    const moreTold = async () => {
      const before = open.told.length;
      await eventually(
        () => open.told.length,
        (count) => count >= before + 3,
      );
    };
    await moreTold();
    const faults: Fault[] = [
      { afterMs: 100, part: 'worker', does: 'kill', forMs: 300 },
      { afterMs: 0, part: 'database', does: 'freeze', forMs: 700 },
      { afterMs: 200, part: 'server', does: 'kill', forMs: 0 },
    ];
    const { endedByThemselves } = await chaos(open, faults);
    await moreTold();
    const verdict = await open.settle();
    expect(verdict).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0, wrongText: 0, unsaved: 0 });
    expect(verdict.told).toBeGreaterThanOrEqual(6);
    expect(endedByThemselves).toEqual([]);
  }, 300_000);
});
