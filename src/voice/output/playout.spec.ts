import { MemorySink, VirtualClock } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { Playout } from './playout';

const tone = (): AudioFrame => ({ pcm: new Int16Array(320).fill(8000), sampleRateHz: 16_000 });
const quiet = (): AudioFrame => ({ pcm: new Int16Array(320), sampleRateHz: 16_000 });

function setUp() {
  const clock = new VirtualClock();
  const sink = new MemorySink(clock);
  const controller = new AbortController();
  return { clock, sink, controller, playout: new Playout(sink, clock) };
}

describe(Playout.name, () => {
  it('gives the sink one frame each 20 ms', async () => {
    const { clock, sink, controller, playout } = setUp();
    const playing = (async () => {
      for (let i = 0; i < 5; i++) await playout.play(tone(), controller.signal);
    })();
    await clock.advance(200);
    await playing;
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 20, 40, 60, 80]);
  });

  it('counts as heard only what had the time to be heard', async () => {
    const { clock, controller, playout } = setUp();
    await playout.play(tone(), controller.signal);
    expect(playout.playedMs).toBe(0);
    await clock.advance(15);
    expect(playout.playedMs).toBe(15);
    await clock.advance(100);
    expect(playout.playedMs).toBe(20);
  });

  it('remembers when the first sound was sent, not the first silence', async () => {
    const { clock, controller, playout } = setUp();
    const playing = (async () => {
      await playout.play(quiet(), controller.signal);
      await playout.play(tone(), controller.signal);
    })();
    await clock.advance(50);
    await playing;
    expect(playout.firstAudibleAtMs).toBe(20);
  });

  it('writes nothing more once it is told to stop', async () => {
    const { clock, sink, controller, playout } = setUp();
    await playout.play(tone(), controller.signal);
    const waiting = playout.play(tone(), controller.signal);
    controller.abort('barge-in');
    await waiting;
    await clock.advance(100);
    expect(sink.frames).toHaveLength(1);
  });

  it('catches up after a short stall and forgets a long one', async () => {
    const { clock, sink, controller, playout } = setUp();
    await playout.play(tone(), controller.signal);
    await clock.advance(100);
    for (let i = 0; i < 4; i++) await playout.play(tone(), controller.signal);
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 100, 100, 100, 100]);
    await clock.advance(1000);
    await playout.play(tone(), controller.signal);
    const next = playout.play(tone(), controller.signal);
    await clock.advance(20);
    await next;
    expect(sink.frames.map(({ atMs }) => atMs).slice(5)).toEqual([1100, 1120]);
  });

  it('converts to the rate of the sink', async () => {
    const { clock, controller } = setUp();
    const sink = new MemorySink(clock, 48_000);
    const playout = new Playout(sink, clock);
    const playing = (async () => {
      for (let i = 0; i < 10; i++) await playout.play(tone(), controller.signal);
    })();
    await clock.advance(500);
    await playing;
    expect(sink.frames.every(({ frame }) => frame.pcm.length === 960)).toBe(true);
    expect(sink.frames.length).toBeGreaterThanOrEqual(9);
  });

  it('holds the answer while paused and goes on where it was', async () => {
    const { clock, sink, controller, playout } = setUp();
    const playing = (async () => {
      for (let i = 0; i < 4; i++) await playout.play(tone(), controller.signal);
    })();
    await clock.advance(30);
    playout.pause();
    await clock.advance(1000);
    expect(sink.frames).toHaveLength(2);
    expect(playout.playedMs).toBe(40);
    playout.resume();
    await clock.advance(100);
    await playing;
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 20, 1030, 1050]);
  });

  it.each([60, 100, 190])(
    'goes on frame by frame after a hold of %i ms, without a burst',
    async (holdMs) => {
      const { clock, sink, controller, playout } = setUp();
      const playing = (async () => {
        for (let i = 0; i < 6; i++) await playout.play(tone(), controller.signal);
      })();
      await clock.advance(30);
      playout.pause();
      await clock.advance(holdMs);
      playout.resume();
      await clock.advance(500);
      await playing;
      const on = 30 + holdMs;
      expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 20, on, on + 20, on + 40, on + 60]);
      expect(playout.playedMs).toBe(120);
    },
  );

  it('does not cut the frame short that was sounding when it is held for less', async () => {
    const { clock, sink, controller, playout } = setUp();
    const playing = (async () => {
      for (let i = 0; i < 3; i++) await playout.play(tone(), controller.signal);
    })();
    await clock.advance(25);
    playout.pause();
    await clock.advance(5);
    playout.resume();
    await clock.advance(100);
    await playing;
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 20, 40]);
  });

  it('lets go of a paused answer when it is told to stop', async () => {
    const { clock, sink, controller, playout } = setUp();
    await playout.play(tone(), controller.signal);
    playout.pause();
    const waiting = playout.play(tone(), controller.signal);
    await clock.advance(100);
    controller.abort('barge-in');
    await waiting;
    expect(sink.frames).toHaveLength(1);
  });
});

describe('a sink that keeps time itself', () => {
  const LEAD_MS = 100;

  function ahead() {
    const clock = new VirtualClock();
    const sink = new MemorySink(clock, 16_000, { leadMs: LEAD_MS });
    const controller = new AbortController();
    const playout = new Playout(sink, clock);
    const play = async (frames: number) => {
      for (let i = 0; i < frames; i++) await playout.play(tone(), controller.signal);
    };
    return { clock, sink, controller, playout, play };
  }

  it('gets frames as far ahead as it takes them, and no further', async () => {
    const { clock, sink, play } = ahead();
    const playing = play(10);
    await clock.advance(0);
    expect(sink.frames).toHaveLength(6);
    await clock.advance(40);
    expect(sink.frames).toHaveLength(8);
    await clock.advance(100);
    await playing;
    expect(sink.frames.map(({ soundsAtMs }) => soundsAtMs)).toEqual(
      Array.from({ length: 10 }, (_, index) => index * 20),
    );
  });

  it('counts as heard only what has sounded', async () => {
    const { clock, playout, play } = ahead();
    const playing = play(10);
    await clock.advance(30);
    expect(playout.playedMs).toBe(30);
    await clock.advance(300);
    await playing;
    expect(playout.playedMs).toBe(200);
  });

  it('says when the first sound is heard, not when it was written', async () => {
    const { clock, controller, playout } = ahead();
    await playout.play(quiet(), controller.signal);
    await playout.play(quiet(), controller.signal);
    await playout.play(tone(), controller.signal);
    expect(clock.nowMs()).toBe(0);
    expect(playout.firstAudibleAtMs).toBe(40);
  });

  it('falls silent at once when paused, and repeats what was not heard', async () => {
    const { clock, sink, playout, play } = ahead();
    const playing = play(10);
    await clock.advance(50);
    playout.pause();
    expect(sink.clears).toEqual([{ atMs: 50, afterFrames: 8 }]);
    await clock.advance(1000);
    expect(playout.playedMs).toBe(60);
    playout.resume();
    await clock.advance(300);
    await playing;
    const again = sink.frames.slice(8);
    expect(again.map(({ soundsAtMs }) => soundsAtMs)).toEqual(
      Array.from({ length: 7 }, (_, index) => 1050 + index * 20),
    );
    expect(playout.playedMs).toBe(200);
  });

  it('sounds what it was given when it is held only from there on', async () => {
    const { clock, sink, playout, play } = ahead();
    const playing = play(12);
    await clock.advance(50);
    playout.pauseAfterWritten();
    await clock.advance(1000);
    expect(sink.clears).toEqual([]);
    expect(sink.frames).toHaveLength(8);
    expect(playout.playedMs).toBe(160);
    playout.resume();
    await clock.advance(300);
    await playing;
    expect(sink.frames).toHaveLength(12);
    expect(playout.playedMs).toBe(240);
  });

  it('has drained when the last frame was heard, also when a pause came in between', async () => {
    const { clock, controller, playout, play } = ahead();
    let drainedAtMs = -1;
    const draining = play(3)
      .then(() => playout.drain(controller.signal))
      .then(() => (drainedAtMs = clock.nowMs()));
    await clock.advance(10);
    playout.pause();
    await clock.advance(490);
    playout.resume();
    await clock.advance(100);
    await draining;
    expect(drainedAtMs).toBe(540);
  });

  it('lets what comes late sound late, without a burst', async () => {
    const { clock, sink, play } = ahead();
    await play(1);
    await clock.advance(100);
    await play(3);
    expect(sink.frames.map(({ soundsAtMs }) => soundsAtMs)).toEqual([0, 100, 120, 140]);
  });
});
