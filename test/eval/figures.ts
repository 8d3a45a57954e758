import { percentile } from '../bench/report';
import { BACKCHANNEL_KINDS, INTERRUPTION_KINDS, type ItemKind, TURN_KINDS } from './eval-item';
import { Random } from './random';
import type { Verdict } from './verdict';

/** A share, as counted. */
export type Share = { readonly count: number; readonly of: number };

const ofKinds = (verdicts: readonly Verdict[], ...kinds: readonly ItemKind[]) =>
  verdicts.filter(({ kind }) => kinds.includes(kind));

const share = (verdicts: readonly Verdict[], is: (verdict: Verdict) => boolean): Share => ({
  count: verdicts.filter(is).length,
  of: verdicts.length,
});

const isEndedEarly = (verdict: Verdict) => verdict.isEndedEarly;
const isTalkedOver = (verdict: Verdict) => verdict.isTalkedOver;
const isFalseBargeIn = (verdict: Verdict) => verdict.isFalseBargeIn;

/** Half of the sentences, by the name of the first recording: what the figures of all rest on should show here too. */
const isInHalf = ({ id }: Verdict) => new Random(/\S+\.wav/.exec(id)?.[0] ?? id).next() < 0.5;

/** Values of one measure, where there is one. */
function spans(verdicts: readonly Verdict[], of: (verdict: Verdict) => number | undefined): Spread {
  const values = verdicts.map(of).filter((value) => value !== undefined);
  return {
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    most: Math.max(...values),
    count: values.length,
  };
}

export type Spread = {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
  readonly count: number;
};

export type Figures = ReturnType<typeof figuresOf>;

/** Everything that is reported of one setting in one condition, or of several together. */
export function figuresOf(verdicts: readonly Verdict[]) {
  const turns = ofKinds(verdicts, ...TURN_KINDS);
  const complete = ofKinds(verdicts, 'sentence');
  const shortPauses = ofKinds(verdicts, 'short-pause', 'two-sentences').filter(
    ({ pauseMs = 0 }) => pauseMs <= 500,
  );
  const halfOf = (all: readonly Verdict[]) => all.filter(isInHalf);
  const longPauses = ofKinds(verdicts, 'long-pause');
  const answers = ofKinds(verdicts, 'short-answer', 'cut-answer');
  const interruptions = ofKinds(verdicts, ...INTERRUPTION_KINDS).filter(
    ({ isStoppedByRoom }) => !isStoppedByRoom,
  );
  const backchannels = ofKinds(verdicts, ...BACKCHANNEL_KINDS);
  const spoken = verdicts.filter(({ words }) => words > 0);
  const quiet = ofKinds(verdicts, 'no-speech');
  return {
    endedEarlyWithoutPause: share([...complete, ...answers], isEndedEarly),
    endedEarlyShortPause: share(shortPauses, isEndedEarly),
    endedEarlyShortPauseHalf: share(halfOf(shortPauses), isEndedEarly),
    completeDelayHalf: spans(halfOf(complete), ({ delayMs }) => delayMs),
    endedEarlyLongPause: share(longPauses, isEndedEarly),
    talkedOverShortPause: share(shortPauses, isTalkedOver),
    talkedOverLongPause: share(longPauses, isTalkedOver),
    endMissed: share(turns, ({ isEndMissed }) => isEndMissed),
    completeDelay: spans(complete, ({ delayMs }) => delayMs),
    delay: spans(turns, ({ delayMs }) => delayMs),
    onsetClipped: spans(turns, ({ onsetClippedMs }) => onsetClippedMs),
    onsetClippedOverAgent: spans(turns, ({ onsetClippedOverAgentMs }) => onsetClippedOverAgentMs),
    answered: share(answers, ({ fate }) => fate === 'answered'),
    leftAlone: share(answers, ({ fate }) => fate === 'left-alone'),
    unnoticed: share(answers, ({ fate }) => fate === 'unnoticed'),
    wordErrors: {
      count: spoken.reduce((sum, verdict) => sum + verdict.wordErrors, 0),
      of: spoken.reduce((sum, { words }) => sum + words, 0),
    },
    decided: spans(interruptions, ({ decidedMs }) => decidedMs),
    silenced: spans(interruptions, ({ silencedMs }) => silencedMs),
    calledOff: spans(interruptions, ({ calledOffMs }) => calledOffMs),
    stop: spans(interruptions, ({ stopMs }) => stopMs),
    interruptionMissed: share(interruptions, ({ isInterruptionMissed }) => isInterruptionMissed),
    falseBargeIns: share(backchannels, isFalseBargeIn),
    falseByKind: BACKCHANNEL_KINDS.map((kind) => ({
      kind,
      ...share(ofKinds(backchannels, kind), isFalseBargeIn),
    })),
    falsePerMinute:
      backchannels.filter(isFalseBargeIn).length /
      (backchannels.reduce(
        (sum, { speech }) => sum + (speech ? speech.endMs - speech.startMs : 0),
        0,
      ) /
        60_000),
    held: spans(backchannels, ({ heldMs }) => heldMs),
    heldShare: share(backchannels, ({ heldMs }) => heldMs !== undefined),
    stoppedByRoom: share(
      verdicts.filter(({ kind }) => kind !== 'no-speech'),
      ({ isStoppedByRoom }) => isStoppedByRoom,
    ),
    answersToNobody: share(quiet, ({ turns: [first] }) => first !== undefined),
    stoppedByNobody: share(ofKinds(verdicts, 'no-speech-over-agent'), isFalseBargeIn),
  };
}
