import { type AudioFrame, Clock } from '@vox/voice-core';

import { recordedPcm } from '../../../../test/support/recordings';
import { EchoGuard } from './echo-guard';

const ANSWER = recordedPcm('vm-nobodyavail.wav', 16_000);
const SAMPLES_PER_MS = 16;
const FRAME_SAMPLES = 320;
const SILENCE: AudioFrame = { pcm: new Int16Array(FRAME_SAMPLES), sampleRateHz: 16_000 };
const EVERY_MS = 60_000;
const MINUTE_MS = 60_000;

/** Straight to the microphone, off a table and the walls: what comes back is about 0.7 like what was played. */
const ROOM = [
  { laterMs: 0, gain: 0.2 },
  { laterMs: 11, gain: 0.16 },
  { laterMs: 29, gain: 0.12 },
  { laterMs: 53, gain: 0.1 },
];

/** Time that only passes when it is told to: a quarter of an hour in a second. */
class SteppedClock extends Clock {
  atMs = 0;

  override nowMs(): number {
    return this.atMs;
  }

  override wallMs(): number {
    return this.atMs;
  }

  override sleepUntil(): Promise<void> {
    return Promise.resolve();
  }
}

function echoFrom(atMs: number, delayMs: number): AudioFrame {
  const pcm = new Int16Array(FRAME_SAMPLES);
  for (const { laterMs, gain } of ROOM) {
    const from = Math.round(((atMs - delayMs - laterMs) % EVERY_MS) * SAMPLES_PER_MS);
    for (let at = 0; at < FRAME_SAMPLES; at++) {
      (pcm[at] as number) += gain * (ANSWER[from + at] ?? 0);
    }
  }
  return { pcm, sampleRateHz: 16_000 };
}

/** Silence is most of a conversation, and need not be looked at. */
function isLoud(frame: AudioFrame): boolean {
  return frame !== SILENCE && frame.pcm.some((sample) => sample > 300 || sample < -300);
}

type Conversation = {
  readonly minutes: number;
  readonly delayMs?: number;
  /** How fast the microphone's clock runs, in millionths. */
  readonly ppm?: number;
  /** The user wears headphones until then. */
  readonly loudspeakerFromMs?: number;
  /** How late a frame comes. */
  readonly lateMs?: (index: number) => number;
};

/** The share of the echo that was taken for one in each answer of a conversation in which only the agent speaks. */
function sharesOf({
  minutes,
  delayMs = 120,
  ppm = 0,
  loudspeakerFromMs = 0,
  lateMs = () => 0,
}: Conversation): number[] {
  const clock = new SteppedClock();
  const guard = new EchoGuard(clock);
  const answers: boolean[][] = [];
  const frameMs = 20 / (1 + ppm / 1e6);
  let written = 0;
  for (let index = 0; index * frameMs < minutes * MINUTE_MS; index++) {
    const spokenAtMs = index * frameMs;
    clock.atMs = Math.max(clock.atMs, spokenAtMs + frameMs + lateMs(index));
    for (; written * 20 <= clock.atMs; written++) {
      const at = ((written * 20) % EVERY_MS) * SAMPLES_PER_MS;
      const pcm = ANSWER.slice(at, at + FRAME_SAMPLES);
      if (pcm.length > 0) guard.onPlayed({ pcm, sampleRateHz: 16_000 }, written * 20);
    }
    const isPlaying = spokenAtMs % EVERY_MS < 5000;
    const frame =
      isPlaying && spokenAtMs >= loudspeakerFromMs ? echoFrom(spokenAtMs, delayMs) : SILENCE;
    const isSpeech = isLoud(frame);
    const isEcho = guard.isEcho(frame, isSpeech);
    if (isSpeech) (answers[Math.floor(spokenAtMs / EVERY_MS)] ??= []).push(isEcho);
  }
  return answers
    .map((verdicts) => verdicts.filter(Boolean).length / verdicts.length)
    .filter(Number.isFinite);
}

describe(EchoGuard.name, () => {
  it.each([200, -200, -50])(
    'knows the echo for a quarter of an hour, with a microphone whose clock is %i ppm off',
    (ppm) => {
      const shares = sharesOf({ minutes: 15, ppm });
      expect(shares).toHaveLength(15);
      expect(Math.min(...shares)).toBe(1);
    },
  );

  it('knows it with a slow clock on a network that holds frames up', () => {
    const shares = sharesOf({
      minutes: 15,
      ppm: -200,
      lateMs: (index) => 20 * (4 - (index % 5)),
    });
    expect(Math.min(...shares.slice(1))).toBeGreaterThan(0.98);
  });

  it('knows it when the loudspeaker is switched on after minutes of headphones', () => {
    const shares = sharesOf({ minutes: 5, loudspeakerFromMs: 3 * MINUTE_MS });
    expect(shares).toHaveLength(2);
    expect(Math.min(...shares)).toBe(1);
  });
});
