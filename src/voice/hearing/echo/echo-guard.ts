import { type AudioFrame, type Clock, FRAME_MS } from '@vox/voice-core';

import { EchoClock } from './echo-clock';
import { EchoLevel } from './echo-level';
import { energyOf, findDelay, type Match } from './echo-search';
import { SoundTrace, TRACE_HZ } from './sound-trace';

const SAMPLES_PER_MS = TRACE_HZ / 1000;
const FRAME_SAMPLES = FRAME_MS * SAMPLES_PER_MS;

/** What is compared: shorter stretches of two voices are alike by chance, in longer ones the user's onset is lost. */
const WINDOW_MS = 160;
const WINDOW_SAMPLES = WINDOW_MS * SAMPLES_PER_MS;

/** What is compared too while no delay is known: longer than a vowel is held, so that its other sounds tell the delay. */
const LONG_WINDOW_SAMPLES = 480 * SAMPLES_PER_MS;

/** Network, jitter buffer, loudspeaker, room and microphone together stay below this. */
const MAX_DELAY_MS = 500;
const MAX_DELAY_SAMPLES = MAX_DELAY_MS * SAMPLES_PER_MS;

/** Between two answers the delay moves with timers and buffers, and with the clocks of both sides. */
const DELAY_DRIFT_SAMPLES = 20 * SAMPLES_PER_MS;

/** The same delay, as far as one search after another finds it. */
const SAME_DELAY_SAMPLES = 1 * SAMPLES_PER_MS;

/**
 * Likeness (`Match.likeness`) of an echo. In rooms 0.6 to 0.9 is usual; the voices of two people reach 0.35 and, in 1 of
 * 100 windows, 0.5. Of one and the same speaker half of the windows stay below 0.25. In long windows chance does less.
 */
const SURELY_ECHO = { short: 0.6, long: 0.5 };
const SURELY_NOT = 0.3;

/** In a room with much reverberation an echo is less like what was played, but again and again at one delay. */
const PERHAPS_ECHO = 0.4;

/** `Match.ambiguity` of a held vowel, whose delay is not certain. */
const VOWEL = 0.95;

/** A pure tone is like itself at any period, and at one delay wholly like any other of its pitch; a vowel in a room is not. */
const TONE = { ambiguity: 0.9995, likeness: 0.95 };

/** Searches in a row that must find an echo at the same delay before that is the session's delay. */
const CONFIRMATIONS = 3;

/** Of the likeness that the echo usually has: below `TALKED_OVER` of it the user talks as well, above `ALONE` they stopped. */
const TALKED_OVER = 0.5;
const ALONE = 0.8;

/**
 * A sound this much louder (in energy: 8 dB) than the echo can be now is not only an echo; one that is less like it than
 * usual need be 3 dB louder. Looked for in 40 ms.
 */
const LOUDER_THAN_ECHO = 6;
const LOUDER_AND_UNLIKE = 2;
const MOMENT_SAMPLES = 2 * FRAME_SAMPLES;

/** How fast the usual likeness follows: half of it in a quarter of a second. */
const USUAL_WEIGHT = 0.05;

/**
 * Doubt that makes a sound the user's. Each frame which may be either adds 1, so the floor is refused for at most 160 ms;
 * one that is surely no echo settles it at once, or, where there is an echo, in three frames: echoes fade for moments.
 */
const ENOUGH_DOUBT = 8;
const FRAMES_WHERE_ECHO = 3;

/**
 * What is no louder than the echo may be, where there is one, may be either; what is softer (3 dB) is its last
 * reverberation rather than somebody else.
 */
const LOUD_AS_ECHO = 1;
const QUIETER_THAN_ECHO = 0.5;
const DOUBT_OF_QUIET = 0.5;

/**
 * An answer that was heard this long without anything that sounds like speech has no echo: for the rest of it, it takes
 * more to believe in one, and only two frames to believe in the user. The next answer may have one again: headphones are
 * put away and loudspeakers turned up while the agent is silent.
 */
const NO_ECHO_FRAMES = 2000 / FRAME_MS;
const SURELY_NEW_ECHO = { short: 0.75, long: 0.6 };
const DOUBT_WITHOUT_ECHO = 4;

/** Vowels seldom last: at most 0.6 s of such frames are taken for an echo on their likeness alone. */
const DOUBT_OF_VOWEL = 0.25;

/** A sound that was taken for the user's is looked at again this often: it may have been music first, and then an echo. */
const LOOK_AGAIN_FRAMES = 400 / FRAME_MS;

/** A frame this much later than the one before it is no longer the same sound; less is a timer. */
const GAP_SAMPLES = 60 * SAMPLES_PER_MS;

/**
 * Tells the agent's own voice in the microphone from the user's, by what was just played: the sound itself comes back,
 * always the same delay later.
 *
 * Feed it every frame at the moment it sounds and every frame that is heard. What sounds like speech while an echo is
 * possible must be told from one before it counts as the user's: mostly in the same frame, at most 160 ms later. The delay
 * is kept for the session. Costs 0.4 ms, 1.6 ms where it may be an echo, when somebody begins to talk over the answer, 0.05 ms
 * a frame of echo, and next to nothing otherwise.
 */
export class EchoGuard {
  readonly #played = new SoundTrace(LONG_WINDOW_SAMPLES + MAX_DELAY_SAMPLES + TRACE_HZ);
  readonly #heard = new SoundTrace(LONG_WINDOW_SAMPLES);
  readonly #window = windowOf(WINDOW_SAMPLES);
  readonly #longWindow = windowOf(LONG_WINDOW_SAMPLES);
  /** Where on the clock (in samples of it) the trace of what was played has its first sample. */
  #playedFrom: number | undefined;
  readonly #heardClock = new EchoClock();
  readonly #level = new EchoLevel();
  #isUsers = false;
  #doubt = 0;
  #framesSinceLook = 0;
  /** Frames of this answer in which nothing sounded like speech, since something last was an echo. */
  #quietFrames = 0;
  #found: { readonly delay: number; readonly times: number } | undefined;
  /** The echo of this session: its delay, and how alike and how loud it usually is. */
  #echo: Pick<Match, 'delay' | 'likeness' | 'gain'> | undefined;

  constructor(private readonly clock: Clock) {}

  /** Takes the frame that sounds from `atMs` of the clock on; frames come in the order of play. */
  onPlayed(frame: AudioFrame, atMs = this.clock.nowMs()): void {
    const now = Math.round(atMs * SAMPLES_PER_MS);
    this.#playedFrom ??= now;
    const late = now - this.#playedEnd;
    // Frames that catch up after a stall share a moment; they are heard one after another.
    if (late > GAP_SAMPLES) this.#played.skip(late);
    this.#played.push(frame);
  }

  /** Takes the next frame heard; says whether it is, or may be, the echo of what was played. */
  isEcho(frame: AudioFrame, soundsLikeSpeech: boolean): boolean {
    const now = this.#now();
    if (now - this.#playedEnd > MAX_DELAY_SAMPLES + WINDOW_SAMPLES) {
      this.#heard.skip(FRAME_SAMPLES);
      this.#heardClock.onHeard(this.#heard.end, now);
      this.#quietFrames = 0;
      this.#level.forgetEcho();
      this.#forgetSound();
      return false;
    }
    this.#heard.push(frame);
    this.#heardClock.onHeard(this.#heard.end, now);
    this.#followLevel(!soundsLikeSpeech);
    if (soundsLikeSpeech) return this.#judge();
    this.#quietFrames += 1;
    this.#forgetSound();
    return false;
  }

  #judge(): boolean {
    const atDelay = this.#atKnownDelay();
    const excess = atDelay === undefined ? 0 : this.#level.excess;
    if (excess > LOUDER_THAN_ECHO) this.#isUsers = true;
    else if (atDelay !== undefined && this.#isEchoAsUsual(atDelay)) return this.#isAnEcho(atDelay);
    if (this.#isUsers && ++this.#framesSinceLook < LOOK_AGAIN_FRAMES) return false;
    this.#framesSinceLook = 0;

    const short = this.#search(this.#window);
    const isTone = short.ambiguity >= TONE.ambiguity && short.likeness >= TONE.likeness;
    const isNone = isTone || short.likeness < SURELY_NOT;
    // Where an echo is known, a long window holds it and the user, who began to talk in it.
    const long = isNone || this.#echo !== undefined ? undefined : this.#search(this.#longWindow);
    const least = this.#leastLikeness;
    const likes = [
      ...(!isTone && short.likeness >= least.short ? [short] : []),
      ...(long !== undefined && long.likeness >= least.long ? [long] : []),
    ];
    const found = likes.find(({ ambiguity }) => ambiguity < VOWEL);
    if (found !== undefined) return this.#isAnEcho(found);
    if (this.#isUsers && this.#isFaintEcho(long ?? short)) return this.#isAnEcho(long ?? short);
    this.#doubt += likes.length > 0 ? DOUBT_OF_VOWEL : this.#doubtIn(short, isTone, excess);
    this.#isUsers ||= this.#doubt >= ENOUGH_DOUBT;
    return !this.#isUsers;
  }

  /** Looked for where windows do not overlap: those that do find the same delay by chance. */
  #isFaintEcho(match: Match): boolean {
    return match.likeness >= PERHAPS_ECHO && match.ambiguity < VOWEL && this.#confirms(match);
  }

  #doubtIn({ likeness }: Match, isTone: boolean, excess: number): number {
    if (this.#echo === undefined) {
      if (likeness < SURELY_NOT || isTone) return ENOUGH_DOUBT;
      return this.#hasNone ? DOUBT_WITHOUT_ECHO : 1;
    }
    if (excess < QUIETER_THAN_ECHO) return DOUBT_OF_QUIET;
    const isNone = likeness < SURELY_NOT || isTone || excess > LOUDER_AND_UNLIKE;
    return isNone && excess > LOUD_AS_ECHO ? ENOUGH_DOUBT / FRAMES_WHERE_ECHO : 1;
  }

  #isEchoAsUsual({ likeness }: Match): boolean {
    return likeness >= (this.#echo?.likeness ?? 1) * (this.#isUsers ? ALONE : TALKED_OVER);
  }

  #followLevel(isQuiet: boolean): void {
    if (this.#echo === undefined) return;
    const { delay, gain } = this.#echo;
    const { heard: sound, played } = this.#read(this.#window);
    let loudest = 0;
    const end = played.length - Math.max(0, delay - DELAY_DRIFT_SAMPLES);
    for (let at = end - MOMENT_SAMPLES; at >= end - WINDOW_SAMPLES; at -= FRAME_SAMPLES) {
      loudest = Math.max(loudest, energyOf(played, at, MOMENT_SAMPLES));
    }
    const heard = energyOf(sound, WINDOW_SAMPLES - MOMENT_SAMPLES, MOMENT_SAMPLES);
    this.#level.follow(heard, gain * loudest, isQuiet);
  }

  #isAnEcho({ delay, likeness, gain }: Match): true {
    this.#isUsers = false;
    this.#doubt = 0;
    this.#quietFrames = 0;
    if (this.#echo !== undefined && Math.abs(delay - this.#echo.delay) <= DELAY_DRIFT_SAMPLES) {
      const { likeness: usual, gain: usualGain } = this.#echo;
      this.#echo = {
        delay: isSameDelay(delay, this.#echo.delay) ? delay : this.#echo.delay,
        likeness: usual + USUAL_WEIGHT * (likeness - usual),
        gain: usualGain + USUAL_WEIGHT * (gain - usualGain),
      };
      return true;
    }
    if (this.#confirms({ delay })) this.#echo = { delay, likeness, gain };
    return true;
  }

  /** Whether this delay was found several times in a row, which chance does not do. */
  #confirms({ delay }: Pick<Match, 'delay'>): boolean {
    const found = this.#found;
    const isSame = found !== undefined && isSameDelay(delay, found.delay);
    this.#found = { delay, times: isSame ? found.times + 1 : 1 };
    return this.#found.times >= CONFIRMATIONS;
  }

  get #hasNone(): boolean {
    return this.#echo === undefined && this.#quietFrames > NO_ECHO_FRAMES;
  }

  get #leastLikeness(): { readonly short: number; readonly long: number } {
    return this.#hasNone ? SURELY_NEW_ECHO : SURELY_ECHO;
  }

  #forgetSound(): void {
    this.#isUsers = false;
    this.#doubt = 0;
    this.#framesSinceLook = 0;
  }

  #atKnownDelay(): Match | undefined {
    if (this.#echo === undefined) return undefined;
    const { delay } = this.#echo;
    const from = Math.max(0, delay - DELAY_DRIFT_SAMPLES);
    return this.#search(
      this.#window,
      from,
      Math.min(MAX_DELAY_SAMPLES, delay + DELAY_DRIFT_SAMPLES),
    );
  }

  #search(window: Window, fromDelay = 0, toDelay = MAX_DELAY_SAMPLES): Match {
    const { heard, played } = this.#read(window);
    return findDelay(heard, played, fromDelay, toDelay);
  }

  #read(window: Window): Window {
    this.#heard.read(this.#heard.end, window.heard);
    const end = this.#heardClock.from + this.#heard.end - (this.#playedFrom ?? 0);
    this.#played.read(end, window.played);
    return window;
  }

  get #playedEnd(): number {
    return this.#playedFrom === undefined ? -Infinity : this.#playedFrom + this.#played.end;
  }

  #now(): number {
    return Math.round(this.clock.nowMs() * SAMPLES_PER_MS);
  }
}

/** What was heard last, and what was played before and meanwhile. */
type Window = { readonly heard: Float32Array; readonly played: Float32Array };

function windowOf(samples: number): Window {
  return {
    heard: new Float32Array(samples),
    played: new Float32Array(samples + MAX_DELAY_SAMPLES),
  };
}

/** A held vowel is like itself a period later too: that is no other delay. */
function isSameDelay(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME_DELAY_SAMPLES;
}
