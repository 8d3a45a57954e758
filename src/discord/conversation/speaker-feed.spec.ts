import { VirtualClock } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { SpeakerFeed } from './speaker-feed';

const speech: AudioFrame = { pcm: new Int16Array(320).fill(5000), sampleRateHz: 16_000 };

describe(SpeakerFeed.name, () => {
  const use = () => {
    const clock = new VirtualClock();
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
    const { clock, heard, feed, speak } = use();
    await speak(100);
    feed.onSilence();
    await clock.advance(1000);
    expect(heard.slice(0, 5)).toEqual(Array(5).fill('speech'));
    expect(heard.slice(5)).toHaveLength(50);
    expect(new Set(heard.slice(5))).toEqual(new Set(['silence']));
    feed.close();
  });

  it('adds nothing while audio keeps coming, however unevenly', async () => {
    const { clock, heard, feed } = use();
    for (let burst = 0; burst < 10; burst++) {
      await clock.advance(200);
      for (let index = 0; index < 10; index++) feed.onAudio(speech);
    }
    expect(heard).not.toContain('silence');
    feed.close();
  });

  it('takes a long gap for silence when nobody says so', async () => {
    const { clock, heard, feed, speak } = use();
    await speak(100);
    await clock.advance(280);
    expect(heard).not.toContain('silence');
    await clock.advance(220);
    expect(heard.filter((kind) => kind === 'silence').length).toBeGreaterThanOrEqual(24);
    feed.close();
  });

  it('costs nothing 12 s after the last sound, and starts again with the next', async () => {
    const { clock, heard, feed, speak } = use();
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
    const { clock, heard, feed, speak } = use();
    await speak(100);
    feed.close();
    feed.onAudio(speech);
    await clock.advance(1000);
    expect(heard).toHaveLength(5);
    expect(clock.sleepers).toBe(0);
  });
});
