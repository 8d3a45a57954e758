import type { Verdict } from './verdict';

/** What went wrong with one item, the worst first. */
export type Failure = {
  readonly verdict: Verdict;
  readonly what: string;
  readonly severity: number;
};

/** At most this many of one kind and one fault are named: the tenth of the same teaches nothing. */
const PER_FAULT = 2;

const ms = (value: number) => `${Math.round(value)} ms`;

/** Each rule says what happened, for a person, and how bad it is next to the others. */
const RULES: readonly {
  readonly severity: number;
  readonly what: (verdict: Verdict) => string | undefined;
}[] = [
  {
    severity: 6,
    what: ({ isInterruptionMissed }) =>
      isInterruptionMissed ? 'the agent talked on over the interruption' : undefined,
  },
  {
    severity: 5,
    what: ({ isEndMissed, isTalkedOver, turns, utterances, delayMs }) => {
      if (!isEndMissed || isTalkedOver) return undefined;
      if (delayMs !== undefined) return `answered only ${ms(delayMs)} after the end`;
      const heard = utterances.map(({ text = '(goes on)' }) => JSON.stringify(text)).join(', ');
      return turns.length > 0
        ? 'the rest of it was never answered'
        : `never answered; the recognizer was given ${utterances.length} utterances: ${heard}`;
    },
  },
  {
    severity: 4,
    what: ({ isEndedEarly, isTalkedOver, speech, turns, pauseMs }) => {
      const first = turns[0];
      if (!isEndedEarly || first === undefined || speech === undefined) return undefined;
      const talked = isTalkedOver ? ', and the agent talked over the rest' : '';
      const pause = pauseMs === undefined ? '' : ` in a pause of ${ms(pauseMs)}`;
      return `declared over ${ms(speech.endMs - first.atMs)} too early${pause}, after ${JSON.stringify(first.text)}${talked}`;
    },
  },
  {
    severity: 3,
    what: ({ isFalseBargeIn, calledOffMs, utterances }) => {
      if (!isFalseBargeIn) return undefined;
      const heard = utterances.map(({ text = '' }) => JSON.stringify(text)).join(', ');
      const when = calledOffMs === undefined ? '' : ` ${ms(calledOffMs)} after its onset`;
      return `ended the answer${when}; heard as ${heard === '' ? 'nothing' : heard}`;
    },
  },
  {
    severity: 2,
    what: ({ onsetClippedMs = 0, onsetClippedOverAgentMs = 0, stopMs = 0 }) => {
      if (onsetClippedMs > 50) return `${ms(onsetClippedMs)} of the onset lost`;
      if (stopMs > 60)
        return `the agent went on for ${ms(stopMs)} after it was decided to silence it`;
      if (onsetClippedOverAgentMs <= 50) return undefined;
      return `${ms(onsetClippedOverAgentMs)} of an onset over the agent lost`;
    },
  },
  {
    severity: 1,
    what: ({ delayMs = 0, turns }) =>
      delayMs > 1000
        ? `answered only ${ms(delayMs)} after the end, ${JSON.stringify(turns.at(-1)?.text)}`
        : undefined,
  },
];

/** The worst of what went wrong, of different kinds as far as there are some. */
export function worst(verdicts: readonly Verdict[], limit: number): Failure[] {
  const seen = new Map<string, number>();
  return verdicts
    .flatMap((verdict) => failureOf(verdict))
    .sort((a, b) => b.severity - a.severity || badness(b.verdict) - badness(a.verdict))
    .filter(({ verdict, severity }) => {
      const key = `${verdict.kind} ${severity}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return count <= PER_FAULT;
    })
    .slice(0, limit);
}

function failureOf(verdict: Verdict): Failure[] {
  for (const { severity, what } of RULES) {
    const text = what(verdict);
    if (text !== undefined) return [{ verdict, what: text, severity }];
  }
  return [];
}

/** Among equals: a shorter pause that was taken for the end is worse, and so is a longer wait. */
function badness({ pauseMs, delayMs, isEndedEarly }: Verdict): number {
  return isEndedEarly ? 10_000 - (pauseMs ?? 0) : (delayMs ?? 0);
}
