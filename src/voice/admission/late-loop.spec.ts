import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { parseConfig } from '../../config';
import { LateLoop } from './late-loop';
import { LoopDelay } from './loop-delay';

class ToldDelay extends LoopDelay {
  p95Ms: number | undefined = 0;
  isClosed = false;

  override takeP95Ms(): number | undefined {
    return this.p95Ms;
  }

  override close(): void {
    this.isClosed = true;
  }
}

describe(LateLoop.name, () => {
  let clock: VirtualClock;
  let delay: ToldDelay;
  const started: LateLoop[] = [];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    clock = new VirtualClock();
    delay = new ToldDelay();
  });
  afterEach(async () => {
    for (const loop of started.splice(0)) await loop.onApplicationShutdown();
    expect([clock.sleepers, delay.isClosed]).toEqual([0, true]);
  });

  function start(environment: Record<string, string> = {}): LateLoop {
    const loop = new LateLoop(parseConfig(environment), delay, clock);
    loop.onApplicationBootstrap();
    started.push(loop);
    return loop;
  }
  /** Whether it is late with each of these seconds. */
  async function after(loop: LateLoop, ...p95Ms: readonly (number | undefined)[]) {
    const told: boolean[] = [];
    for (const each of p95Ms) {
      delay.p95Ms = each;
      await clock.advance(1000);
      told.push(loop.isLate);
    }
    return told;
  }

  it('is late when five seconds in a row were above the bound', async () => {
    const loop = start();
    expect(await after(loop, 251, 300, 900, 251, 251)).toEqual([false, false, false, false, true]);
    expect(loop.p95Ms).toBe(251);
  });

  it('is not late for a stutter', async () => {
    const loop = start();
    expect(await after(loop, 900, 900, 900, 900, 250, 900, 900, 900, 900)).not.toContain(true);
  });

  it('stays late until five seconds in a row were at most half of the bound', async () => {
    const loop = start();
    await after(loop, 300, 300, 300, 300, 300);
    expect(await after(loop, 200, 200, 200, 200, 200, 200)).not.toContain(false);
    expect(await after(loop, 100, 100, 100, 100, 126)).not.toContain(false);
    expect(await after(loop, 125, 0, 0, 0, 0)).toEqual([true, true, true, true, false]);
  });

  it.each([
    ['100', 101, true],
    ['1000', 900, false],
    ['0', 10_000, false],
  ])('goes by MAX_LOOP_DELAY_MS=%s, 0 for never: %d ms', async (bound, p95Ms, isLate) => {
    const loop = start({ MAX_LOOP_DELAY_MS: bound });
    await after(loop, p95Ms, p95Ms, p95Ms, p95Ms, p95Ms);
    expect(loop.isLate).toBe(isLate);
  });

  it('takes a second in which nothing was measured for one turn of the loop', async () => {
    const loop = start();
    await after(loop, undefined, undefined, undefined, undefined, undefined);
    expect([loop.isLate, loop.p95Ms]).toEqual([true, 1000]);
  });
});
