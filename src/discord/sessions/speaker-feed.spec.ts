import { VirtualClock } from '@vox/testing';
import { type AudioFrame, Clock } from '@vox/voice-core';

import { SpeakerFeed } from './speaker-feed';

const speech: AudioFrame = { pcm: new Int16Array(320).fill(5000), sampleRateHz: 16_000 };

/** A clock of a thread that can stall: time goes on, and who sleeps wakes late. */
class StallingClock extends Clock {
  readonly #running = new VirtualClock();
  #stalledMs = 0;

  override nowMs(): number {
    return this.#running.nowMs() + this.#stalledMs;
  }

  override wallMs(): number {
    return this.#running.wallMs() + this.#stalledMs;
  }

  override sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    return this.#running.sleepUntil(atMs - this.#stalledMs, signal);
  }

  advance(ms: number): Promise<void> {
    return this.#running.advance(ms);
  }

  /** Timers that came due meanwhile go off at its end. */
  async stall(ms: number): Promise<void> {
    this.#stalledMs += ms - 20;
    await this.#running.advance(20);
  }
}

describe(SpeakerFeed.name, () => {
  const use = <C extends Clock & { advance(ms: number): Promise<void> }>(clock: C) => {
    const heard: ('speech' | 'silence')[] = [];
    const feed = new SpeakerFeed(clock, (frame) =>
      heard.push(frame === speech ? 'speech' : 'silence'),
    );
    const speak = async (ms: number) => {
      for (let fedMs = 0; fedMs < ms; fedMs += 20) {
        await clock.advance(20);
        feed.onAudio(speech);
      }
    };
    return { clock, heard, feed, speak };
  };

  it('goes on with silence, at the pace of time, when somebody falls silent', async () => {
    const { clock, heard, feed, speak } = use(new VirtualClock());
    await speak(100);
    feed.onSilence();
    await clock.advance(1000);
    expect(heard.slice(0, 5)).toEqual(Array(5).fill('speech'));
    expect(heard.slice(5)).toHaveLength(50);
    expect(new Set(heard.slice(5))).toEqual(new Set(['silence']));
    feed.close();
  });

  it('adds nothing while audio keeps coming, however unevenly', async () => {
    const { clock, heard, feed } = use(new VirtualClock());
    for (let burst = 0; burst < 10; burst++) {
      await clock.advance(200);
      for (let index = 0; index < 10; index++) feed.onAudio(speech);
    }
    expect(heard).not.toContain('silence');
    feed.close();
  });

  it('takes a long gap for silence when nobody says so', async () => {
    const { clock, heard, feed, speak } = use(new VirtualClock());
    await speak(100);
    await clock.advance(280);
    expect(heard).not.toContain('silence');
    await clock.advance(220);
    expect(heard.filter((kind) => kind === 'silence').length).toBeGreaterThanOrEqual(24);
    feed.close();
  });

  it('costs nothing 12 s after the last sound, and starts again with the next', async () => {
    const { clock, heard, feed, speak } = use(new VirtualClock());
    await speak(20);
    feed.onSilence();
    await clock.advance(60_000);
    expect(heard).toHaveLength(1 + 600);
    expect(clock.sleepers).toBe(0);
    await speak(20);
    expect(heard.at(-1)).toBe('speech');
    expect(heard).toHaveLength(602);
    feed.close();
  });

  it('gives nothing after it was closed', async () => {
    const { clock, heard, feed, speak } = use(new VirtualClock());
    await speak(100);
    feed.close();
    feed.onAudio(speech);
    await clock.advance(1000);
    expect(heard).toHaveLength(5);
    expect(clock.sleepers).toBe(0);
  });

  it('waits for what was said while this thread stalled', async () => {
    const { clock, heard, feed, speak } = use(new StallingClock());
    await speak(100);
    await clock.stall(1500);
    // The voice thread has no more than ten messages under way.
    for (let frames = 0; frames < 70; frames += 10) {
      for (let index = 0; index < 10; index++) feed.onAudio(speech);
      await clock.advance(40);
    }
    await speak(200);
    expect(heard).not.toContain('silence');
    feed.close();
  });

  it('adds no silence for a stall in which somebody began to speak', async () => {
    const { clock, heard, feed, speak } = use(new StallingClock());
    await speak(100);
    feed.onSilence();
    await clock.advance(200);
    await clock.stall(1000);
    for (let index = 0; index < 5; index++) feed.onAudio(speech);
    await speak(400);
    const pausedAt = heard.length;
    feed.onSilence();
    await clock.advance(200);
    expect(heard.slice(pausedAt).length).toBeLessThanOrEqual(10);
    expect(heard.slice(0, pausedAt).filter((kind) => kind === 'silence')).toHaveLength(10);
    feed.close();
  });

  it('tells time by silence also when this thread is late all the time', async () => {
    const { clock, heard, feed, speak } = use(new StallingClock());
    await speak(100);
    for (let stall = 0; stall < 10; stall++) await clock.stall(400);
    expect(heard.filter((kind) => kind === 'silence').length).toBeGreaterThan(150);
    feed.close();
  });
});
