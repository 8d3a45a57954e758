import { VirtualClock } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { joinAudio, recordedPcm } from '../../test/support/recordings';
import { EchoGuard } from './echo-guard';

const answer = joinAudio(
  16_000,
  recordedPcm('vm-nobodyavail.wav', 16_000),
  recordedPcm('queue-youarenext.wav', 16_000),
);
const user = joinAudio(
  16_000,
  recordedPcm('check-number-dial-again.wav', 16_000),
  recordedPcm('vm-nobox.wav', 16_000),
);

function frameAt(pcm: Int16Array, index: number): AudioFrame {
  const frame = new Int16Array(320);
  frame.set(pcm.subarray(Math.max(0, index * 320), Math.max(0, (index + 1) * 320)));
  return { pcm: frame, sampleRateHz: 16_000 };
}

function mix(a: AudioFrame, gainA: number, b: AudioFrame, gainB: number): AudioFrame {
  const pcm = a.pcm.map((sample, i) => Math.round(sample * gainA + (b.pcm[i] ?? 0) * gainB));
  return { pcm, sampleRateHz: 16_000 };
}

/** Share of loud frames that were taken for an echo, from 1 s on: by then a delay is known. */
async function echoShare(hear: (index: number) => AudioFrame, frames: number): Promise<number> {
  const clock = new VirtualClock();
  const guard = new EchoGuard(clock);
  let loud = 0;
  let echo = 0;
  for (let index = 0; index < frames; index++) {
    guard.onPlayed(frameAt(answer, index));
    const frame = hear(index);
    const isLoud = frame.pcm.some((sample) => Math.abs(sample) > 500);
    const isEcho = guard.isEcho(frame, isLoud);
    if (index > 50 && isLoud) {
      loud++;
      if (isEcho) echo++;
    }
    await clock.advance(20);
  }
  return echo / loud;
}

const FRAMES = 250;
const DELAY_FRAMES = 6;

describe(EchoGuard.name, () => {
  it('knows the agent in the microphone, 10 dB down and 120 ms late', async () => {
    const share = await echoShare(
      (index) => mix(frameAt(answer, index - DELAY_FRAMES), 0.316, frameAt(user, 0), 0),
      FRAMES,
    );
    expect(share).toBeGreaterThan(0.9);
  });

  it('lets the user through who talks over the agent', async () => {
    const share = await echoShare((index) => frameAt(user, index), FRAMES);
    expect(share).toBeLessThan(0.1);
  });

  it('lets the user through also when the echo is there too', async () => {
    const share = await echoShare(
      (index) => mix(frameAt(answer, index - DELAY_FRAMES), 0.316, frameAt(user, index), 1),
      FRAMES,
    );
    expect(share).toBeLessThan(0.3);
  });

  it('is quiet once nothing was played for long', async () => {
    const clock = new VirtualClock();
    const guard = new EchoGuard(clock);
    for (let index = 0; index < 50; index++) {
      guard.onPlayed(frameAt(answer, index));
      await clock.advance(20);
    }
    await clock.advance(1000);
    const verdicts = Array.from({ length: 50 }, (_, index) =>
      guard.isEcho(frameAt(answer, index), true),
    );
    expect(verdicts).not.toContain(true);
  });
});
