import { VirtualClock } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { joinAudio, recordedPcm } from '../../../../test/support/recordings';
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

const FRAMES = 250;
const SILENT = frameAt(new Int16Array(0), 0);

type Heard = { readonly frame: AudioFrame; readonly isUser: boolean };

/** Plays the answer; gives, for each frame heard that sounds, who spoke and whether it was taken for an echo. */
async function judge(
  hear: (index: number) => AudioFrame,
  { isUser = isLoud, lateMs = () => 0, frames = FRAMES }: JudgeOptions = {},
): Promise<{ readonly isUser: boolean; readonly isEcho: boolean }[]> {
  const clock = new VirtualClock();
  const guard = new EchoGuard(clock);
  const verdicts: { isUser: boolean; isEcho: boolean }[] = [];
  const waiting: (Heard & { readonly atMs: number })[] = [];
  for (let index = 0; index < frames; index++) {
    guard.onPlayed(frameAt(answer, index));
    const frame = hear(index);
    waiting.push({ frame, isUser: isUser(frame, index), atMs: clock.nowMs() + lateMs(index) });
    while ((waiting[0]?.atMs ?? Infinity) <= clock.nowMs()) {
      const heard = waiting.shift() as Heard;
      const isEcho = guard.isEcho(heard.frame, isLoud(heard.frame));
      if (isLoud(heard.frame)) verdicts.push({ isUser: heard.isUser, isEcho });
    }
    await clock.advance(20);
  }
  return verdicts;
}

type JudgeOptions = {
  readonly isUser?: (frame: AudioFrame, index: number) => boolean;
  /** How late the frame comes. */
  readonly lateMs?: (index: number) => number;
  readonly frames?: number;
};

function isLoud({ pcm }: AudioFrame): boolean {
  return pcm.some((sample) => Math.abs(sample) > 500);
}

function share(verdicts: readonly { readonly isEcho: boolean }[]): number {
  return verdicts.filter(({ isEcho }) => isEcho).length / verdicts.length;
}

function echo(index: number, delayFrames = 6, gain = 0.316): AudioFrame {
  return mix(frameAt(answer, index - delayFrames), gain, SILENT, 0);
}

describe(EchoGuard.name, () => {
  it.each([
    ['10 dB down and 120 ms late', 6, 0.316],
    ['4 dB down and 300 ms late', 15, 0.63],
    ['20 dB down and at once', 1, 0.1],
    ['turned over and 440 ms late', 22, -0.316],
  ])('knows the agent in the microphone from its first frame on, %s', async (_, delay, gain) => {
    const verdicts = await judge((index) => echo(index, delay, gain));
    expect(share(verdicts)).toBe(1);
  });

  it('knows it when frames come late and in bursts', async () => {
    const verdicts = await judge((index) => echo(index), {
      lateMs: (index) => 20 * (4 - (index % 5)),
    });
    expect(share(verdicts.slice(10))).toBe(1);
  });

  it('lets the user through who talks over the agent, at once, even with the voice of the agent', async () => {
    const verdicts = await judge((index) => frameAt(user, index));
    expect(share(verdicts)).toBeLessThan(0.1);
    expect(share(verdicts.slice(0, 15))).toBe(0);
  });

  it('lets the user through also when the echo is there too', async () => {
    const startsAt = 100;
    const userAt = (index: number) => frameAt(user, index - startsAt);
    const verdicts = await judge((index) => mix(echo(index), 1, userAt(index), 1), {
      isUser: (_, index) => isLoud(userAt(index)),
    });
    const [agents, users] = [true, false].map((isAgent) =>
      verdicts.filter(({ isUser }) => isUser !== isAgent),
    );
    expect(share(users ?? [])).toBeLessThan(0.25);
    expect(share(agents?.slice(0, 60) ?? [])).toBe(1);
  });

  it('hears the user within 120 ms of their first word over the echo', async () => {
    const startsAt = 100;
    const verdicts = await judge(
      (index) => mix(echo(index), 1, frameAt(user, index - startsAt), 1),
      { isUser: (_, index) => isLoud(frameAt(user, index - startsAt)) },
    );
    const firstWords = verdicts.filter(({ isUser }) => isUser).slice(0, 20);
    expect(firstWords.findIndex(({ isEcho }) => !isEcho)).toBeLessThanOrEqual(6);
  });

  it('keeps no one waiting longer than two frames once an answer was heard without an echo', async () => {
    const startsAt = 120;
    const verdicts = await judge((index) => frameAt(user, index - startsAt));
    expect(verdicts.findIndex(({ isEcho }) => !isEcho)).toBeLessThanOrEqual(2);
    expect(share(verdicts)).toBeLessThan(0.05);
  });

  it('takes a tone over a tone for what it may be: the user', async () => {
    const tone = Int16Array.from({ length: 16_000 * 5 }, (_, i) => 8000 * Math.sin(i / 6));
    const clock = new VirtualClock();
    const guard = new EchoGuard(clock);
    const verdicts: boolean[] = [];
    for (let index = 0; index < FRAMES; index++) {
      guard.onPlayed(frameAt(tone, index));
      verdicts.push(guard.isEcho(frameAt(tone, index), index > 50));
      await clock.advance(20);
    }
    expect(verdicts).not.toContain(true);
  });

  it('takes what a room returns after the last word for the echo, and the user after it for the user', async () => {
    const endsAt = 100;
    const random = { state: 1 };
    const tail = (index: number) => {
      const gain = 0.15 * 10 ** (-(index - endsAt - 6) / 8);
      return Int16Array.from({ length: 320 }, () => {
        random.state = (random.state * 16_807) % 2_147_483_647;
        return gain * 20_000 * (random.state / 2_147_483_647 - 0.5);
      });
    };
    const clock = new VirtualClock();
    const guard = new EchoGuard(clock);
    const verdicts: { readonly index: number; readonly isEcho: boolean }[] = [];
    for (let index = 0; index < endsAt + 60; index++) {
      if (index < endsAt) guard.onPlayed(frameAt(answer, index));
      const isTail = index >= endsAt + 6;
      const reverberation = {
        pcm: isTail ? tail(index) : new Int16Array(320),
        sampleRateHz: 16_000,
      } as const;
      const heard = index < endsAt + 6 ? echo(index) : reverberation;
      const spoken = frameAt(user, index - endsAt - 20);
      const isSpeech = isLoud(echo(index)) || (isTail && index < endsAt + 19) || isLoud(spoken);
      const isEcho = guard.isEcho(mix(heard, 1, spoken, 1), isSpeech);
      if (isSpeech) verdicts.push({ index, isEcho });
      await clock.advance(20);
    }
    expect(share(verdicts.filter(({ index }) => index < endsAt + 20))).toBe(1);
    const users = verdicts.filter(({ index }) => index >= endsAt + 20);
    expect(users.findIndex(({ isEcho }) => !isEcho)).toBeLessThanOrEqual(3);
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
