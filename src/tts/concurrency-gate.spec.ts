import { CapacityError } from '@vox/voice-core';

import { ConcurrencyGate } from './concurrency-gate';

const { signal } = new AbortController();

describe(ConcurrencyGate.name, () => {
  it('lets its limit in and the others in order of arrival', async () => {
    const gate = new ConcurrencyGate(2);
    const order: number[] = [];
    const enter = async (id: number) => {
      const leave = await gate.enter(signal);
      order.push(id);
      return leave;
    };
    const [first, , third] = [enter(1), enter(2), enter(3), enter(4)];
    const leaveFirst = await first;
    expect([gate.inside, gate.waiting]).toEqual([2, 2]);
    leaveFirst?.();
    (await third)?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(order).toEqual([1, 2, 3, 4]);
    expect([gate.inside, gate.waiting]).toEqual([2, 0]);
  });

  it('counts whoever leaves twice once', async () => {
    const gate = new ConcurrencyGate(1);
    const leave = await gate.enter(signal);
    leave?.();
    leave?.();
    expect(gate.inside).toBe(0);
  });

  it('lets those leave the queue who gave up', async () => {
    const gate = new ConcurrencyGate(1);
    const leave = await gate.enter(signal);
    const controller = new AbortController();
    const waiting = gate.enter(controller.signal);
    const next = gate.enter(signal);
    controller.abort('barge-in');
    expect(await waiting).toBeUndefined();
    expect(gate.waiting).toBe(1);
    leave?.();
    expect(await next).toBeDefined();
  });

  it('lets nobody in who gave up before', async () => {
    const gate = new ConcurrencyGate(1);
    expect(await gate.enter(AbortSignal.abort())).toBeUndefined();
    expect(gate.inside).toBe(0);
  });

  it('refuses when too many wait', async () => {
    const gate = new ConcurrencyGate(1);
    const all = Array.from({ length: 257 }, () => gate.enter(signal));
    expect(gate.waiting).toBe(256);
    await expect(gate.enter(signal)).rejects.toBeInstanceOf(CapacityError);
    expect(await all[0]).toBeDefined();
  });
});
