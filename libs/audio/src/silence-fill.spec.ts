import { SilenceFill } from './silence-fill';

describe('SilenceFill', () => {
  it('fills from the start, in real time, while nobody speaks', () => {
    const fill = new SilenceFill(60, 0);
    expect([0, 20, 40, 60].map((atMs) => fill.framesDue(atMs))).toEqual([0, 1, 1, 1]);
  });

  it('leaves audio alone that is late by less than its tolerance', () => {
    const fill = new SilenceFill(60, 0);
    fill.addAudio(20);
    expect(fill.framesDue(80)).toBe(0);
  });

  it('brings the clock level once the tolerance is passed, then keeps it level', () => {
    const fill = new SilenceFill(60, 0);
    fill.addAudio(20);
    expect([100, 120, 140].map((atMs) => fill.framesDue(atMs))).toEqual([4, 1, 1]);
    expect(fill.aheadMs(140)).toBe(0);
  });

  it('owes nothing after a burst until real time has caught up', () => {
    const fill = new SilenceFill(60, 0);
    fill.addAudio(1000);
    expect([100, 500, 1000, 1060].map((atMs) => fill.framesDue(atMs))).toEqual([0, 0, 0, 0]);
    expect(fill.framesDue(1080)).toBe(4);
  });

  it('counts a burst that comes after a fill as being ahead', () => {
    const fill = new SilenceFill(60, 0);
    fill.addAudio(20);
    fill.framesDue(200);
    fill.addAudio(180);
    expect(fill.aheadMs(200)).toBe(180);
    expect(fill.framesDue(380)).toBe(0);
  });

  it('takes concealment as time passed without believing that the sender is back', () => {
    const fill = new SilenceFill(60, 0);
    fill.addConcealment(20);
    expect(fill.framesDue(60)).toBe(2);
  });

  it('fills at once what is missing when the sender says that it stops', () => {
    const fill = new SilenceFill(300, 0);
    fill.addAudio(100);
    expect(fill.framesDue(160)).toBe(0);
    fill.endAudio();
    expect(fill.framesDue(160)).toBe(3);
  });
});
