import { Town } from '../faults/town';
import { eventually } from '../support/eventually';

/** The short form of `npm run faults`. */
describe('What is told complete', () => {
  it('is stored, once and in its order, though the server is killed in that moment', async () => {
    const town = await Town.open({ talkers: 3 });
    for (const talker of town.talkers) talker.talk();
    await eventually(
      () => town.told.length,
      (count) => count >= 3,
    );
    for (let round = 0; round < 2; round++) {
      await town.nextTold();
      await town.killServer();
    }
    const verdict = await town.settle();
    await town.close();
    expect(verdict).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0, wrongText: 0, unsaved: 0 });
    expect(verdict.told).toBeGreaterThanOrEqual(5);
  });
});
