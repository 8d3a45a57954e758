import { MemorySink, VirtualClock } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { Playout } from '../output/playout';

const tone = (): AudioFrame => ({ pcm: new Int16Array(320).fill(8000), sampleRateHz: 16_000 });

describe('a sink whose link is lost for a while', () => {
  /** Nothing of what is written while it is closed would be heard. */
  class ClosingSink extends MemorySink {
    #opened: PromiseWithResolvers<void> | undefined;

    close(): void {
      this.#opened = Promise.withResolvers<void>();
    }

    open(): void {
      this.#opened?.resolve();
      this.#opened = undefined;
    }

    whenOpen(signal: AbortSignal): Promise<void> | undefined {
      const opened = this.#opened;
      if (opened === undefined) return undefined;
      signal.addEventListener('abort', () => opened.resolve(), { once: true });
      return opened.promise;
    }
  }

  function closing(options: { leadMs?: number } = {}) {
    const clock = new VirtualClock();
    const sink = new ClosingSink(clock, 16_000, options);
    const controller = new AbortController();
    const playout = new Playout(sink, clock);
    const play = async (frames: number) => {
      for (let i = 0; i < frames; i++) await playout.play(tone(), controller.signal);
    };
    return { clock, sink, controller, playout, play };
  }

  it.each([100, 5000])(
    'is waited for, and the answer goes on where it stopped: %i ms',
    async (at) => {
      const { clock, sink, playout, play } = closing();
      const playing = play(5);
      await clock.advance(30);
      sink.close();
      await clock.advance(at - 30);
      expect(sink.frames).toHaveLength(2);
      expect(playout.playedMs).toBe(40);
      sink.open();
      await clock.advance(200);
      await playing;
      expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 20, at, at + 20, at + 40]);
      expect(playout.playedMs).toBe(100);
    },
  );

  it('is given again what it had ahead and did not sound', async () => {
    const { clock, sink, playout, play } = closing({ leadMs: 100 });
    const playing = play(10);
    await clock.advance(30);
    sink.close();
    await clock.advance(70);
    expect(playout.playedMs).toBe(60);
    sink.open();
    await clock.advance(500);
    await playing;
    expect(sink.clears).toEqual([{ atMs: 40, afterFrames: 7 }]);
    expect(sink.frames.slice(7).map(({ soundsAtMs }) => soundsAtMs)).toEqual([
      100, 120, 140, 160, 180, 200, 220,
    ]);
  });

  it('keeps a held answer silent when it is back', async () => {
    const { clock, sink, playout, play } = closing();
    const playing = play(3);
    await clock.advance(10);
    sink.close();
    playout.pause();
    sink.open();
    await clock.advance(500);
    expect(sink.frames).toHaveLength(1);
    playout.resume();
    await clock.advance(100);
    await playing;
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual([0, 510, 530]);
  });

  it('does not keep an answer that is told to stop', async () => {
    const { clock, sink, controller, play } = closing();
    const playing = play(3);
    sink.close();
    await clock.advance(100);
    controller.abort('barge-in');
    await playing;
    expect(sink.frames).toHaveLength(1);
  });

  it('hears the end of an answer though the link is lost when all of it is written', async () => {
    const { clock, sink, playout, play, controller } = closing({ leadMs: 300 });
    const playing = play(10).then(() => playout.drain(controller.signal));
    await clock.advance(100);
    expect(sink.frames).toHaveLength(10);
    sink.close();
    await clock.advance(1000);
    // What had begun to sound, and what the last look could not know.
    expect(playout.playedMs).toBeLessThanOrEqual(140);
    const heard = playout.playedMs / 20;
    sink.open();
    await clock.advance(300);
    await playing;
    expect(sink.frames.slice(10).map(({ soundsAtMs }) => soundsAtMs)).toEqual(
      Array.from({ length: 10 - heard }, (_, index) => 1100 + 20 * index),
    );
    expect(playout.playedMs).toBe(200);
  });

  it('says a sentence to its end whose link was lost and found before the next one came', async () => {
    const { clock, sink, playout, play, controller } = closing({ leadMs: 300 });
    await play(10);
    await clock.advance(60);
    sink.close();
    await clock.advance(60);
    sink.open();
    await clock.advance(2000);
    const next = play(1).then(() => playout.drain(controller.signal));
    await clock.advance(400);
    await next;
    expect(sink.frames.length).toBeGreaterThan(11);
    expect(playout.playedMs).toBe(220);
  });
});
