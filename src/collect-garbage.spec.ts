import { setImmediate } from 'node:timers/promises';

import { collectGarbage } from './collect-garbage';

describe(collectGarbage.name, () => {
  it('collects what nobody holds, and nothing that somebody does', async () => {
    const held = { is: 'held' };
    const references = [new WeakRef(held), new WeakRef({ is: 'dropped' })];
    // What a reference was made of is held until the end of the task.
    await setImmediate();
    collectGarbage();
    expect(references.map((reference) => reference.deref())).toEqual([held, undefined]);
  });
});
