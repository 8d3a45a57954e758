import { levelDb, Resampler } from '@vox/audio';
import { FRAME_MS } from '@vox/voice-core';

import { atLevel, SAMPLE_RATE_HZ, samplesIn } from '../../eval/audio-tools';
import { babble, music, noise, typing } from '../../eval/noises';
import { Random } from '../../eval/random';
import { speechOf } from '../../eval/recorded';
import type { Loudspeaker } from './loudspeaker';
import { type Path, roomEcho } from './room-echo';
import { spoken } from './spoken';
import type { BackgroundSound } from './steps';

/** A background goes round and round; long enough that nobody notices. */
const BACKGROUND_MS = 20_000;

const FRAME_SAMPLES = samplesIn(FRAME_MS);

/** How loud the recorded speaker is; all recordings are of the same session. */
const SPEECH_DB = levelDb(speechOf('please-try-call-later.wav'));

/** A cheap microphone's own noise, below full scale. */
const MICROPHONE_NOISE_DB = -60;

/** The recorded speaker played slower is another person: lower and longer by a quarter. */
const OTHER_PERSON_HZ = SAMPLE_RATE_HZ / 1.25;

const BACKGROUNDS: Readonly<Record<BackgroundSound, (random: Random) => Int16Array>> = {
  fan: (random) => noise(BACKGROUND_MS, random),
  music: (random) => music(BACKGROUND_MS, random),
  typing: (random) => typing(BACKGROUND_MS, random),
  babble: (random) => babble(BACKGROUND_MS, random),
};

/** A sound in the room that begins at a sample of the session's time, once or over and over. */
type OtherSound = { readonly pcm: Int16Array; readonly from: number; readonly isEndless: boolean };

/** The user's room: what their microphone picks up besides them. */
export class UserSide {
  readonly #others: OtherSound[] = [];
  #echo:
    | {
        readonly gain: number;
        readonly delay: number;
        readonly paths: readonly Path[];
        /** Of the paths, in samples. */
        readonly longest: number;
      }
    | undefined;
  /** Whether anything but the user and the agent makes a sound. */
  isShared = false;
  /** Of the user's voice as it reaches the microphone. */
  #voiceGain = 1;

  constructor(
    private readonly loudspeaker: Loudspeaker,
    private readonly seed: string,
  ) {}

  addBackground(sound: BackgroundSound, db: number): void {
    const made = BACKGROUNDS[sound](new Random(`${this.seed} ${sound}`));
    this.#add(atLevel(made, SPEECH_DB + db), 0, true);
  }

  /** Somebody else begins to speak. */
  addBystander(words: string, db: number, atMs: number): void {
    const voice = new Resampler(OTHER_PERSON_HZ, SAMPLE_RATE_HZ).push(spoken(words));
    this.#add(atLevel(voice, SPEECH_DB + db), samplesIn(atMs), false);
  }

  /** From here on the user's voice is `db` louder than the recordings. */
  setVoice(db: number): void {
    this.#voiceGain = 10 ** (db / 20);
  }

  /** The loudspeaker is heard by the microphone, in a room with furniture. */
  addEcho(db: number, delayMs: number): void {
    const paths = roomEcho(this.seed);
    this.#echo = {
      gain: 10 ** (db / 20),
      delay: samplesIn(delayMs),
      paths,
      longest: Math.max(...paths.map(({ laterSamples }) => laterSamples)),
    };
    const hiss = noise(BACKGROUND_MS, new Random(`${this.seed} microphone`));
    this.#others.push({ pcm: atLevel(hiss, MICROPHONE_NOISE_DB), from: 0, isEndless: true });
  }

  /** What the microphone picks up from `fromMs` on, while the user makes `sound` (20 ms, or nothing). */
  pickUp(sound: Int16Array | undefined, fromMs: number): Int16Array {
    const voice = sound ?? new Int16Array(FRAME_SAMPLES);
    const mixed = Float32Array.from(voice, (sample) => sample * this.#voiceGain);
    const from = samplesIn(fromMs);
    for (const other of this.#others) addSound(mixed, other, from);
    this.#addEchoTo(mixed, from);
    return Int16Array.from(mixed, (sample) =>
      Math.max(-32_768, Math.min(32_767, Math.round(sample))),
    );
  }

  #add(pcm: Int16Array, from: number, isEndless: boolean): void {
    this.#others.push({ pcm, from, isEndless });
    this.isShared = true;
  }

  #addEchoTo(mixed: Float32Array, from: number): void {
    const echo = this.#echo;
    if (echo === undefined) return;
    const { delay, longest, paths } = echo;
    this.loudspeaker.update();
    const played = this.loudspeaker.since(from - delay - longest, longest + mixed.length);
    if (played === undefined) return;
    for (const { laterSamples, gain } of paths) {
      addScaled(mixed, played.subarray(longest - laterSamples), gain * echo.gain);
    }
  }
}

/** Adds what there is of a sound in the samples from `from` on. */
function addSound(mixed: Float32Array, { pcm, from: start, isEndless }: OtherSound, from: number) {
  const first = Math.max(0, start - from);
  const last = isEndless ? mixed.length : Math.min(mixed.length, start + pcm.length - from);
  for (let at = first; at < last; at++) {
    (mixed[at] as number) += pcm[(from + at - start) % pcm.length] as number;
  }
}

/** Adds the beginning of `sound`, `factor` times as loud; what would lie behind the end of `mixed` is lost. */
function addScaled(mixed: Float32Array, sound: Float32Array, factor: number) {
  // Four a turn: hundreds of ways through a room are added up, and where coverage is measured each turn of a loop is counted.
  for (let at = 0; at < mixed.length; at += 4) {
    (mixed[at] as number) += factor * (sound[at] as number);
    (mixed[at + 1] as number) += factor * (sound[at + 1] as number);
    (mixed[at + 2] as number) += factor * (sound[at + 2] as number);
    (mixed[at + 3] as number) += factor * (sound[at + 3] as number);
  }
}
