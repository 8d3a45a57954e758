import { FRAME_MS } from '@vox/voice-core';

import { SpeakerLevelGate } from './speaker-level-gate';
import { Loudness } from './loudness';

const USUAL_DB = -14;
const FAR_DB = USUAL_DB - 25;

/** Sounds of one person, one after the other; each gives whether it was taken for the user's. */
function room({ usualDb }: { usualDb?: number } = {}) {
  const gate = new SpeakerLevelGate();
  if (usualDb !== undefined) gate.onWords(usualDb);
  let atMs = 0;
  return {
    gate,
    silence: (ms: number) => (atMs += ms),
    /** How much of a sound of `ms` passes before it is theirs; undefined when it never is. */
    sound: (db: number, ms = 1000): number | undefined => {
      for (let soundMs = 0; soundMs < ms; soundMs += FRAME_MS) {
        atMs += FRAME_MS;
        if (gate.isPrimarySpeaker(db, atMs)) {
          atMs += ms - soundMs - FRAME_MS;
          return soundMs;
        }
      }
      return undefined;
    },
  };
}

describe(SpeakerLevelGate.name, () => {
  it('refuses nobody before the first words', () => {
    expect(room().sound(-70)).toBe(0);
  });

  it('takes a voice up to 20 dB softer than usual for the user', () => {
    expect(room({ usualDb: USUAL_DB }).sound(USUAL_DB - 20)).toBe(0);
    expect(room({ usualDb: USUAL_DB }).sound(USUAL_DB - 21)).toBeUndefined();
  });

  it('knows what is usual from several utterances', () => {
    const { gate, sound } = room({ usualDb: -20 });
    gate.onWords(-12);
    expect(sound(-38)).toBe(0);
    expect(sound(-38.1)).toBeUndefined();
  });

  it('takes an utterance that is very much louder or softer for another place', () => {
    const { gate, sound } = room({ usualDb: -40 });
    gate.onWords(-15);
    expect(sound(-36)).toBeUndefined();
    gate.onWords(-36);
    expect(sound(-56)).toBe(0);
  });

  it('believes what is said a third time, each time with a wait for the answer', () => {
    const { sound, silence } = room({ usualDb: USUAL_DB });
    expect(sound(FAR_DB)).toBeUndefined();
    silence(1500);
    expect(sound(FAR_DB)).toBeUndefined();
    silence(1500);
    expect(sound(FAR_DB)).toBe(0);
  });

  it('goes on believing it while it was not understood', () => {
    const { sound, silence } = room({ usualDb: USUAL_DB });
    for (let time = 0; time < 3; time++) {
      sound(FAR_DB);
      silence(1500);
    }
    expect(sound(FAR_DB)).toBe(0);
  });

  it.each([
    ['a voice that talks on and on', { soundMs: 2000, silenceMs: 700 }],
    ['one that tells stories', { soundMs: 7000, silenceMs: 2000 }],
    ['one that says something now and then', { soundMs: 1000, silenceMs: 20_000 }],
    ['clicks', { soundMs: 200, silenceMs: 2000 }],
  ])('does not believe %s for half a minute', (_what, { soundMs, silenceMs }) => {
    const { sound, silence } = room({ usualDb: USUAL_DB });
    for (let ms = 0; ms < 30_000; ms += soundMs + silenceMs) {
      expect(sound(FAR_DB, soundMs)).toBeUndefined();
      silence(silenceMs);
    }
  });

  it('begins to count anew when the user was heard', () => {
    const { gate, sound, silence } = room({ usualDb: USUAL_DB });
    for (let time = 0; time < 4; time++) {
      expect(sound(FAR_DB)).toBeUndefined();
      silence(1500);
      gate.onWords(USUAL_DB);
    }
  });
});

describe(Loudness.name, () => {
  const loudnessOf = (...levels: readonly number[]): Loudness => {
    const loudness = new Loudness();
    for (const level of levels) loudness.follow(level);
    return loudness;
  };

  it('is told of the loudest frame, and of the loudest that lasted for two', () => {
    expect(loudnessOf(-60, -30, -20, -22, -40)).toMatchObject({ peakDb: -20, sustainedDb: -22 });
  });

  it('is not sustained by a knock on the desk', () => {
    expect(loudnessOf(-50, -50, -3, -50).sustainedDb).toBe(-50);
  });
});
