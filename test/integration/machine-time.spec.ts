import { MachineTime } from '../support/machine-time';

/** Half a minute in which all went well; `fullSeconds` of it without a free processor. */
function halfMinute({ fullSeconds = 0 } = {}): MachineTime {
  const time = new MachineTime();
  for (let second = 0; second < 30; second++) {
    for (let tick = 0; tick < 50; tick++) time.tick(20, 2);
    time.second(second < fullSeconds ? 0 : 900, 2000);
  }
  return time;
}

describe(MachineTime, () => {
  it('is kept where there were processors to spare, and one busy program changes nothing', () => {
    expect(halfMinute().isKept).toBe(true);
  });

  it('is kept when a test takes all there is for a moment', () => {
    expect(halfMinute({ fullSeconds: 5 }).isKept).toBe(true);
  });

  it('is not kept when nothing was left over for a good part of it', () => {
    const time = halfMinute({ fullSeconds: 9 });
    expect(time.isKept).toBe(false);
    expect(String(time)).toContain('no processor free in 9 of 30 s');
  });

  it('is not kept when the process waited long for a processor, however often', () => {
    const time = halfMinute();
    time.tick(500, 5);
    time.tick(500, 5);
    expect(time.isKept).toBe(false);
    expect(String(time)).toContain('starved of one for 475 ms');
  });

  it('is kept when the process itself computed and came late', () => {
    const time = halfMinute();
    for (let decoding = 0; decoding < 5; decoding++) time.tick(800, 790);
    expect(time.isKept).toBe(true);
  });

  it('is kept where the system does not tell what its processors do', () => {
    const time = new MachineTime();
    time.second(0, 0);
    expect(time.isKept).toBe(true);
  });
});
