import { VirtualClock } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { Random } from '../../../../test/eval/random';
import { speechOf } from '../../../../test/eval/recorded';
import { roomEcho } from '../../../../test/scenarios/support/room-echo';
import { EchoGuard } from './echo-guard';

const FRAME_SAMPLES = 320;
const SAMPLES_PER_MS = 16;

/** How much of the answer is looked at: the delay is found in less. */
const HEARD_MS = 1000;

/** A detector is this late to say speech and to let go. */
const DETECTOR_FRAMES = 5;
const LOUD = 300;

/** Both begin with words that are mostly vowels, which tell little of the delay. */
const ANSWERS = ['cannot-complete-as-dialed.wav', 'vm-nobodyavail.wav'];

const GAINS_DB = [-4, -10, -15, -20];

/** Prime to the length of a frame, so that every alignment comes up. */
const DELAYS_MS = Array.from({ length: 27 }, (_, index) => 60 + 9 * index);

/** What the microphone hears of all that is played, at the loudspeaker's level. */
function inRoom(pcm: Int16Array, seed: string): Float32Array {
  const heard = new Float32Array(HEARD_MS * SAMPLES_PER_MS);
  for (const { laterSamples, gain } of roomEcho(seed)) {
    for (let at = laterSamples; at < heard.length; at++) {
      (heard[at] as number) += gain * (pcm[at - laterSamples] ?? 0);
    }
  }
  return heard;
}

function frameOf(samples: ArrayLike<number>, from: number, gain = 1, hiss?: Random): AudioFrame {
  const pcm = Int16Array.from(
    { length: FRAME_SAMPLES },
    (_, at) => gain * (samples[from + at] ?? 0) + (hiss?.between(-30, 30) ?? 0),
  );
  return { pcm, sampleRateHz: 16_000 };
}

/** The ms of the answer at which its echo was taken for the user, when nothing was ever played before. */
async function slips(
  answer: Int16Array,
  echo: Float32Array,
  delayMs: number,
  gainDb: number,
): Promise<number[]> {
  const clock = new VirtualClock();
  const guard = new EchoGuard(clock);
  const hiss = new Random(`${delayMs}`);
  const loud: boolean[] = [];
  const slipped: number[] = [];
  for (let ms = 0; ms < HEARD_MS; ms += 20) {
    guard.onPlayed(frameOf(answer, ms * SAMPLES_PER_MS));
    await clock.advance(20);
    const from = Math.round((ms - delayMs) * SAMPLES_PER_MS);
    const sound = frameOf(echo, from);
    loud.push(sound.pcm.some((sample) => Math.abs(sample) > LOUD));
    const isSpeech = loud[loud.length - DETECTOR_FRAMES] ?? false;
    const frame = frameOf(echo, from, 10 ** (gainDb / 20), hiss);
    if (!guard.isEcho(frame, isSpeech) && isSpeech) slipped.push(ms);
  }
  return slipped;
}

describe(EchoGuard.name, () => {
  it.each(ANSWERS)(
    'knows the first words of %s from a room, however late they come',
    async (file) => {
      const answer = speechOf(file);
      const echo = inRoom(answer, file);
      const slipped: string[] = [];
      for (const [index, delayMs] of DELAYS_MS.entries()) {
        const gainDb = GAINS_DB[index % GAINS_DB.length] as number;
        for (const atMs of await slips(answer, echo, delayMs, gainDb)) {
          slipped.push(`${gainDb} dB, ${delayMs} ms: at ${atMs} ms`);
        }
      }
      expect(slipped).toEqual([]);
    },
  );
});
