import { recordings } from '../support/recordings';
import { atLevel, SAMPLE_RATE_HZ, samplesIn } from './audio-tools';
import { Random } from './random';
import { recorded } from './recorded';

/** Everything here comes at this level; mixing sets the one that counts. */
const LEVEL_DB = -26;

/** Talkers heard at once: enough that no single one can be followed. */
const BABBLE_TALKERS = 6;

/** Wide-band noise falling with frequency, like a fan or a street behind a window. */
export function noise(ms: number, random: Random): Int16Array {
  let low = 0;
  const samples = Float32Array.from({ length: samplesIn(ms) }, () => {
    const white = random.between(-1, 1);
    low += 0.05 * (white - low);
    return 0.3 * white + 2 * low;
  });
  return atLevel(samples, LEVEL_DB);
}

/** A quiet room through a microphone: what is in a recording where nobody speaks. */
const ROOM_TONE_DB = -60;
const roomToneLoop = atLevel(noise(4000, new Random('room tone')), ROOM_TONE_DB);

/** Quiet as it is recorded; digital zero would tell a detector that there is nothing to hear. */
export function roomTone(ms: number): Int16Array {
  return Int16Array.from(
    { length: samplesIn(ms) },
    (_, at) => roomToneLoop[at % roomToneLoop.length] as number,
  );
}

/** Several recordings over each other, each begun somewhere else. */
export function babble(ms: number, random: Random): Int16Array {
  const files = recordings.filter(({ durationMs }) => durationMs > 2000);
  const mixed = new Float32Array(samplesIn(ms));
  for (let talker = 0; talker < BABBLE_TALKERS; talker++) {
    for (let at = -samplesIn(random.between(0, 2000)); at < mixed.length;) {
      const pcm = recorded(random.pick(files).file);
      for (let index = Math.max(0, -at); index < pcm.length && at + index < mixed.length; index++) {
        (mixed[at + index] as number) += pcm[index] as number;
      }
      at += pcm.length;
    }
  }
  return atLevel(mixed, LEVEL_DB);
}

/** Mains hum with its harmonics, as a bad cable has it. */
export function mainsHum(ms: number): Int16Array {
  return sum(ms, (seconds) =>
    [50, 100, 150, 250].reduce((total, hz, index) => total + sine(hz, seconds) / (index + 1), 0),
  );
}

/** Two-note chords that change every 400 ms, with overtones and a decay: music on hold, without a voice. */
export function music(ms: number, random: Random): Int16Array {
  const scale = [262, 294, 330, 349, 392, 440, 494, 523];
  const notes = Array.from({ length: Math.ceil(ms / 400) }, () => [
    random.pick(scale),
    random.pick(scale),
  ]);
  return sum(ms, (seconds) => {
    const inNote = (seconds % 0.4) / 0.4;
    const chord = notes[Math.floor(seconds / 0.4)] ?? [];
    const tone = chord.reduce(
      (total, hz) =>
        total + sine(hz, seconds) + 0.4 * sine(2 * hz, seconds) + 0.2 * sine(3 * hz, seconds),
      0,
    );
    return tone * Math.exp(-2.5 * inNote) * Math.min(1, inNote * 40);
  });
}

/** Short clicks, three to five a second: a keyboard near the microphone. */
export function typing(ms: number, random: Random): Int16Array {
  const samples = new Float32Array(samplesIn(ms)).fill(1e-4);
  for (let at = 0; at < samples.length; at += samplesIn(random.between(200, 330))) {
    const length = samplesIn(random.between(4, 12));
    for (let index = 0; index < length && at + index < samples.length; index++) {
      samples[at + index] = random.between(-1, 1) * Math.exp((-4 * index) / length);
    }
  }
  return atLevel(samples, LEVEL_DB - 8);
}

function sum(ms: number, value: (seconds: number) => number): Int16Array {
  const samples = Float32Array.from({ length: samplesIn(ms) }, (_, at) =>
    value(at / SAMPLE_RATE_HZ),
  );
  return atLevel(samples, LEVEL_DB);
}

function sine(hz: number, seconds: number): number {
  return Math.sin(2 * Math.PI * hz * seconds);
}
