import { wordErrors } from '@vox/testing';

import { BACKCHANNEL_KINDS, INTERRUPTION_KINDS, TURN_KINDS } from './eval-item';
import type { Outcome } from './outcome';

/** An end that takes longer than this is missed: a person would have said something again. */
const MISSED_AFTER_MS = 3000;

/** So long after the agent's last sound its echo may still come. */
const ECHO_POSSIBLE_MS = 660;

/** An onset that is lost is counted up to here: a syllable. */
const ONSET_MS = 400;

/**
 * What became of an utterance: answered; left alone by decision (told of, transcribed, and found without words that
 * need an answer); or never noticed.
 */
export type Fate = 'answered' | 'left-alone' | 'unnoticed';

/** What was right and wrong about one outcome. Spans in ms; what does not apply is absent. */
export type Verdict = Outcome & {
  /** The turn was declared over before its end. */
  readonly isEndedEarly: boolean;
  /** The agent was audible before the end of the turn. */
  readonly isTalkedOver: boolean;
  readonly isEndMissed: boolean;
  /** From the true end of the turn until it was declared over. */
  readonly delayMs?: number;
  readonly fate: Fate;
  /** Speech that the recognizer was not given, at the beginning or after a pause: the most of them. */
  readonly onsetClippedMs?: number;
  /** The same where the agent is heard, or was just now: its echo has to be told from the user first. */
  readonly onsetClippedOverAgentMs?: number;
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

function turnVerdict(outcome: Outcome) {
  const { kind, speech, turns, spokeAtMs, utterances } = outcome;
  const none = {
    isEndedEarly: false,
    isTalkedOver: false,
    isEndMissed: false,
    fate: fateOf(outcome),
  };
  if (speech === undefined) return none;
  const isHeard = utterances.some(({ endedAtMs = Infinity }) => endedAtMs > speech.startMs);
  const clipped = isHeard && clippedOf(outcome);
  if (!TURN_KINDS.includes(kind)) return { ...none, ...clipped };
  const end = turns.find(({ atMs }) => atMs >= speech.endMs);
  const delayMs = end && end.atMs - speech.endMs;
  return {
    ...none,
    ...clipped,
    isEndedEarly: turns.some(({ atMs }) => atMs < speech.endMs),
    isTalkedOver: spokeAtMs.some((atMs) => atMs < speech.endMs),
    isEndMissed: delayMs === undefined || delayMs > MISSED_AFTER_MS,
    ...(delayMs !== undefined && { delayMs }),
  };
}

function fateOf({ turns, noticedAtMs, utterances }: Outcome): Fate {
  if (turns.length > 0) return 'answered';
  const isDecided = utterances.some(({ text }) => text !== undefined);
  return noticedAtMs.length > 0 && isDecided ? 'left-alone' : 'unnoticed';
}

function clippedOf({ onsetsMs = [], utterances, sounding }: Outcome) {
  const isOverAgent = (atMs: number) =>
    sounding.some(({ startMs, endMs }) => atMs >= startMs && atMs < endMs + ECHO_POSSIBLE_MS);
  const most = (onsets: readonly number[]) =>
    Math.max(...onsets.map((atMs) => unheardMs(atMs, utterances)));
  const overAgent = onsetsMs.filter(isOverAgent);
  const inSilence = onsetsMs.filter((atMs) => !isOverAgent(atMs));
  return {
    ...(inSilence.length > 0 && { onsetClippedMs: most(inSilence) }),
    ...(overAgent.length > 0 && { onsetClippedOverAgentMs: most(overAgent) }),
  };
}

/** How much of the sound from an onset on was in no utterance. */
function unheardMs(onsetMs: number, utterances: Outcome['utterances']): number {
  let unheard = 0;
  let atMs = onsetMs;
  for (const { fromMs, endedAtMs = Infinity } of utterances) {
    if (endedAtMs <= atMs) continue;
    unheard += Math.max(0, Math.min(fromMs, onsetMs + ONSET_MS) - atMs);
    atMs = Math.max(atMs, Math.min(endedAtMs, onsetMs + ONSET_MS));
  }
  return unheard + (onsetMs + ONSET_MS - Math.max(atMs, onsetMs));
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
