import { decibelsOf } from '../voice/level';

/** What was found, and what the sound is to be multiplied with from now on, on top of what it is already. */
export type Calibration = {
  readonly verdict: 'set' | 'unheard' | 'noisy';
  readonly gain: number;
};

/** Speech at arm's length; its loud parts, as most microphones give it with the browser's own control of gain. */
const WANTED_DB = -22;
/** A speaker is told from a room by so much. */
const LEAST_OVER_ROOM_DB = 10;
/** More would make the room as loud as a person. */
const MOST_GAIN_DB = 18;
/** Less is not worth another stage on the way. */
const LEAST_CHANGE_DB = 3;
/** The loud parts of speech are these of its levels. */
const LOUD_PART = 0.9;

/** From levels (0 to 1) of a quiet room and of a person who speaks. */
export function calibrate(room: readonly number[], speech: readonly number[]): Calibration {
  const roomDb = decibelsOf(quantile(room, 0.5));
  const speechDb = decibelsOf(quantile(speech, LOUD_PART));
  if (quantile(speech, LOUD_PART) === 0) return { verdict: 'unheard', gain: 1 };
  if (speechDb - roomDb < LEAST_OVER_ROOM_DB) return { verdict: 'noisy', gain: 1 };
  const changeDb = Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, WANTED_DB - speechDb));
  const gain = Math.abs(changeDb) < LEAST_CHANGE_DB ? 1 : 10 ** (changeDb / 20);
  return { verdict: 'set', gain };
}

function quantile(levels: readonly number[], part: number): number {
  const ordered = levels.toSorted((one, other) => one - other);
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * part))] ?? 0;
}
