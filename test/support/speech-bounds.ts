/** Words off, of all (0–1): of another sentence most would be wrong. */
const SAME_SENTENCE = 0.6;

/** Of a voice that is still heard to its end. */
const HOLES_SHARE = 0.05;

/**
 * A browser's microphone, a server and the test share the processors: where they cannot keep up, speech arrives with holes,
 * and bounds that are to find faults in the product find the machine. So the bounds here tell speech from no speech, whatever
 * machine it is, and the usual ones are for one that does nothing else: `QUIET_MACHINE=1`.
 */
const isQuiet = process.env['QUIET_MACHINE'] === '1';

/** How much of what was said may be misheard (0–1), `usual` on a quiet machine. */
export function mostWordsOff(usual: number): number {
  return isQuiet ? usual : Math.max(usual, SAME_SENTENCE);
}

/** How many of `expected` packets of 20 ms may be missing, `usual` on a quiet machine. */
export function mostFramesOff(expected: number, usual = 0): number {
  return isQuiet ? usual : usual + Math.ceil(expected * HOLES_SHARE);
}
