import { wordErrors } from '@vox/testing';

import { BACKCHANNEL_KINDS, INTERRUPTION_KINDS, TURN_KINDS } from './eval-item';
import type { Outcome } from './outcome';

/** An end that takes longer than this is missed: a person would have said something again. */
const MISSED_AFTER_MS = 3000;

/** What was right and wrong about one outcome. Spans in ms; what does not apply is absent. */
export type Verdict = Outcome & {
  /** The turn was declared over before its end. */
  readonly isEndedEarly: boolean;
  /** The agent was audible before the end of the turn. */
  readonly isTalkedOver: boolean;
  readonly isEndMissed: boolean;
  /** From the true end of the turn until it was declared over. */
  readonly delayMs?: number;
  /** Speech at the beginning that the recognizer was not given. */
  readonly onsetClippedMs?: number;
  readonly wordErrors: number;
  readonly words: number;
  /** From the onset of the user's voice until the agent is silent. */
  readonly silencedMs?: number;
  /** From the onset of the user's voice until the answer is called off. */
  readonly calledOffMs?: number;
  /** From the onset of the user's voice until the session decides to silence its agent. */
  readonly decidedMs?: number;
  /** From that decision to the last sample. */
  readonly stopMs?: number;
  /** The agent stopped before anybody made a sound, at what the room sounds like. */
  readonly isStoppedByRoom: boolean;
  readonly isInterruptionMissed: boolean;
  /** An answer that should have gone on was ended. */
  readonly isFalseBargeIn: boolean;
  /** How long the agent was silent before it went on. */
  readonly heldMs?: number;
};

export function verdictOf(outcome: Outcome): Verdict {
  return { ...outcome, ...turnVerdict(outcome), ...wordVerdict(outcome), ...floorVerdict(outcome) };
}

function turnVerdict({ kind, speech, turns, spokeAtMs, utterances }: Outcome) {
  const none = { isEndedEarly: false, isTalkedOver: false, isEndMissed: false };
  if (speech === undefined) return none;
  const heard = utterances.find(({ endedAtMs = Infinity }) => endedAtMs > speech.startMs);
  const clipped = heard && { onsetClippedMs: Math.max(0, heard.fromMs - speech.startMs) };
  if (!TURN_KINDS.includes(kind)) return { ...none, ...clipped };
  const end = turns.find(({ atMs }) => atMs >= speech.endMs);
  const delayMs = end && end.atMs - speech.endMs;
  return {
    ...clipped,
    isEndedEarly: turns.some(({ atMs }) => atMs < speech.endMs),
    isTalkedOver: spokeAtMs.some((atMs) => atMs < speech.endMs),
    isEndMissed: delayMs === undefined || delayMs > MISSED_AFTER_MS,
    ...(delayMs !== undefined && { delayMs }),
  };
}

function wordVerdict({ text, turns }: Outcome) {
  if (text === '') return { wordErrors: 0, words: 0 };
  // A turn that was carried on is told again, with all its words.
  const texts = new Map(turns.map((turn) => [turn.turnId, turn.text]));
  const { errors, words } = wordErrors(text, [...texts.values()].join(' '));
  return { wordErrors: errors, words };
}

function floorVerdict(outcome: Outcome) {
  const { kind, speech, sounding, decidedAtMs, calledOffAtMs, isCutOff, lengthMs } = outcome;
  const isBackchannel = BACKCHANNEL_KINDS.includes(kind) || kind === 'no-speech-over-agent';
  const isInterruption = INTERRUPTION_KINDS.includes(kind);
  const verdict = {
    isStoppedByRoom: false,
    isInterruptionMissed: isInterruption && !isCutOff,
    isFalseBargeIn: isBackchannel && isCutOff,
  };
  if (speech === undefined || !(isBackchannel || isInterruption)) return verdict;
  const { startMs } = speech;
  const index = sounding.findIndex((span) => span.startMs <= startMs && span.endMs > startMs);
  const stretch = sounding[index];
  if (stretch === undefined) {
    return { ...verdict, isStoppedByRoom: true, isInterruptionMissed: false };
  }
  if (stretch.endMs >= lengthMs) return verdict;
  const next = sounding[index + 1];
  const decided = decidedAtMs.find((atMs) => atMs >= startMs);
  const calledOff = calledOffAtMs.find((atMs) => atMs >= startMs);
  return {
    ...verdict,
    silencedMs: stretch.endMs - startMs,
    ...(calledOff !== undefined && { calledOffMs: calledOff - startMs }),
    ...(decided !== undefined && {
      decidedMs: decided - startMs,
      stopMs: Math.max(0, stretch.endMs - decided),
    }),
    ...(!isCutOff && next !== undefined && { heldMs: next.startMs - stretch.endMs }),
  };
}
