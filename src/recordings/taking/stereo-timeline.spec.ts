import type { AudioFrame, SampleRateHz } from '@vox/voice-core';

import { StereoTimeline } from './stereo-timeline';
import { TimelineSource } from './timeline-source';

const loud = (level: number, sampleRateHz: SampleRateHz = 48_000): AudioFrame => ({
  pcm: new Int16Array(sampleRateHz / 50).fill(level),
  sampleRateHz,
});

/** What was put in until `untilMs`, a line for each side: the level in the middle of each 20 ms. */
function taken(timeline: StereoTimeline, untilMs: number) {
  const frames = [...timeline.take(untilMs)];
  const side = (which: number) => frames.map((frame) => frame[2 * 480 + which] ?? 0);
  return { left: side(0), right: side(1) };
}

describe(StereoTimeline.name, () => {
  let timeline: StereoTimeline;
  beforeEach(() => {
    timeline = new StereoTimeline();
  });
  const put = (side: 'left' | 'right', atMs: number, level: number) =>
    timeline.put(side, atMs * 48, loud(level).pcm);

  it('gives what is over, in order, and silence where nothing is', () => {
    put('right', 40, 7);
    put('left', 0, 5);
    expect(taken(timeline, 59)).toEqual({ left: [5, 0], right: [0, 0] });
    expect(taken(timeline, 80)).toEqual({ left: [0, 0], right: [7, 0] });
    expect(timeline.takenMs).toBe(80);
  });

  it('adds up what sounds together, and no louder than is possible', () => {
    put('left', 0, 5);
    put('left', 0, 6);
    put('left', 20, 30_000);
    put('left', 20, 30_000);
    put('left', 40, -30_000);
    put('left', 40, -30_000);
    expect(taken(timeline, 60).left).toEqual([11, 32_767, -32_768]);
  });

  it('puts a frame where it belongs to the sample, over two of its own', () => {
    put('left', 10, 9);
    const [first, second] = [...timeline.take(40)];
    expect([first?.[2 * 479], first?.[2 * 480], second?.[2 * 479], second?.[2 * 480]]).toEqual([
      0, 9, 9, 0,
    ]);
  });

  it('leaves out what comes for a moment that was taken, or was before the beginning', () => {
    put('left', -10, 3);
    expect(taken(timeline, 20).left).toEqual([0]);
    put('left', 0, 4);
    put('left', 10, 5);
    const [frame] = [...timeline.take(40)];
    expect([frame?.[0], frame?.[2 * 479], frame?.[2 * 480]]).toEqual([5, 5, 0]);
  });
});

describe(TimelineSource.name, () => {
  let timeline: StereoTimeline;
  let source: TimelineSource;
  beforeEach(() => {
    timeline = new StereoTimeline();
    source = new TimelineSource(timeline, 'left');
  });
  const left = (untilMs: number) => taken(timeline, untilMs).left;

  it('puts frames behind each other that come unevenly', () => {
    for (const [index, atMs] of [0, 25, 38, 95, 96, 97].entries())
      source.push(loud(index + 1), atMs);
    expect(left(140)).toEqual([1, 2, 3, 4, 5, 6, 0]);
  });

  it('leaves a pause where there was one', () => {
    source.push(loud(1), 0);
    source.push(loud(2), 500);
    expect(left(540)).toEqual([1, ...Array<number>(24).fill(0), 2, 0]);
  });

  it('makes good in silence what two clocks differ by, either way', () => {
    source.push(loud(1000), 0);
    // Late by 50 ms, and in silence: that is where it belongs.
    source.push(loud(0), 70);
    source.push(loud(2000), 90);
    // Early by 50 ms: one frame of silence less.
    source.push(loud(0), 60);
    source.push(loud(3000), 80);
    const [levels] = [left(140)];
    expect(levels).toEqual([1000, 0, 0, 0, 2000, 3000, 0]);
  });

  it('lets what is sent at once be heard one after another, and forgets what is too much', () => {
    for (let index = 0; index < 400; index++) source.push(loud(1000), 0);
    const levels = left(10_000);
    expect(levels.filter((level) => level > 0)).toHaveLength(251);
    expect(levels.lastIndexOf(1000)).toBe(250);
  });

  it.each([16_000, 24_000] as const)('takes frames at %i Hz', (rate) => {
    for (let index = 0; index < 10; index++) source.push(loud(1000, rate), index * 20);
    const levels = left(200);
    expect(levels.slice(1, 9).every((level) => Math.abs(level - 1000) < 20)).toBe(true);
  });
});
