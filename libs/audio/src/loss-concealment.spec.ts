import { LossConcealment } from './loss-concealment';

describe('LossConcealment', () => {
  const loud = new Int16Array(320).fill(8000);

  it('repeats the last 20 ms, fading, and is silent after three repetitions', () => {
    const concealment = new LossConcealment(16_000);
    concealment.remember(loud);
    const filled = concealment.conceal(5 * 320);
    expect([0, 320, 640, 960, 1280].map((at) => filled[at])).toEqual([4000, 2000, 1000, 0, 0]);
  });

  it('goes on fading over several holes, until real audio comes', () => {
    const concealment = new LossConcealment(16_000);
    concealment.remember(loud);
    concealment.conceal(320);
    expect(concealment.conceal(320)[0]).toBe(2000);
    concealment.remember(loud);
    expect(concealment.conceal(320)[0]).toBe(4000);
  });

  it('repeats only the end of a longer packet', () => {
    const concealment = new LossConcealment(48_000);
    const packet = new Int16Array(2880);
    packet.fill(6000, 1920);
    concealment.remember(packet);
    expect(concealment.conceal(960).every((sample) => sample === 3000)).toBe(true);
  });

  it('has nothing but silence before the first audio', () => {
    expect(new LossConcealment(16_000).conceal(640).every((sample) => sample === 0)).toBe(true);
  });
});
