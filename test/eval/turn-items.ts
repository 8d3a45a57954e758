import { joinAudio, type Recording, recordingNamed, recordings } from '../support/recordings';
import shortAnswers from '../fixtures/audio/short-answers.json';
import { cut, durationMs, faded, quietAround, SAMPLE_RATE_HZ } from './audio-tools';
import type { EvalItem, ItemKind, Rendered } from './eval-item';
import { joinedSentences, type JoinedSpeech } from './joined-speech';
import { roomTone } from './noises';
import { Random } from './random';
import { speechOf } from './recorded';
import wordGaps from './word-gaps.json';

/** Quiet before the speech, and after it: longer than any endpoint may take. */
const LEAD_MS = 600;
const TAIL_MS = 3200;

/** An item before it is named: what all clean turns have in common is added in one place. */
type Turn = {
  readonly name: string;
  readonly text: string;
  readonly madeFrom: string;
  readonly render: () => Rendered;
};

export const sentences: readonly Recording[] = recordings.filter(
  ({ text }) => text.split(' ').length > 3,
);

/** A place between two words of a sentence. */
type Gap = { readonly recording: Recording; readonly gapMs: number };

/** At most this many places of one sentence, or the long sentences would outweigh the others. */
const GAPS_PER_SENTENCE = 2;

const gaps: readonly Gap[] = wordGaps.flatMap(({ file, gapsMs }) => {
  const random = new Random(`gaps of ${file}`);
  return gapsMs
    .map((gapMs) => ({ gapMs, order: random.next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, GAPS_PER_SENTENCE)
    .map(({ gapMs }) => ({ recording: recordingNamed(file), gapMs }));
});

const answers = [
  ...['hello.wav', 'vm-no.wav', 'auth-thankyou.wav', 'one-moment-please.wav'].map(recordingNamed),
  ...shortAnswers.filter(({ text }) => text.length > 3),
];

/** Every clean item in which somebody speaks to a silent agent. */
export function turnItems(): EvalItem[] {
  return [
    ...items('sentence', [...sentences.map(sentence), ...joinedSentences.map(everyday)]),
    ...items(
      'short-pause',
      gaps.flatMap((gap) => [paused(gap, 100, 230), paused(gap, 230, 370), paused(gap, 370, 500)]),
    ),
    ...items(
      'long-pause',
      gaps.map((gap, index) => (index % 2 === 0 ? paused(gap, 500, 850) : paused(gap, 850, 1200))),
    ),
    ...items('two-sentences', sentences.slice(0, 30).map(twoSentences)),
    ...items('short-answer', answers.map(sentence)),
    ...items(
      'cut-answer',
      answers.flatMap((answer, index) =>
        (index % 2 === 0 ? [250, 350] : [300, 400]).map((ms) => cutAnswer(answer, ms)),
      ),
    ),
  ];
}

/** `speech` with quiet around it; it is taken up again at `resumedMs` of it. */
export function surrounded(
  speech: Int16Array,
  leadMs = LEAD_MS,
  ...resumedMs: readonly number[]
): Rendered {
  return {
    pcm: joinAudio(SAMPLE_RATE_HZ, roomTone(leadMs), speech, roomTone(TAIL_MS)),
    speech: { startMs: leadMs, endMs: leadMs + durationMs(speech) },
    onsetsMs: [0, ...resumedMs].map((ms) => leadMs + ms),
  };
}

function items(kind: ItemKind, turns: readonly Turn[]): EvalItem[] {
  return turns.map(({ name, ...turn }) => ({
    ...turn,
    id: `${kind} ${name}`,
    kind,
    condition: 'clean',
    isOverAgent: false,
  }));
}

function sentence({ file, text }: Pick<Recording, 'file' | 'text'>): Turn {
  return { name: file, text, madeFrom: file, render: () => surrounded(speechOf(file)) };
}

/** What nobody announces. */
function everyday({ text, madeFrom, make }: JoinedSpeech): Turn {
  return { name: text, text, madeFrom, render: () => surrounded(make()) };
}

/** The sentence with a pause between two words; what was quiet there already is part of it. */
function paused({ recording: { file, text }, gapMs }: Gap, minMs: number, maxMs: number): Turn {
  const name = `${file} at ${gapMs} ${minMs}-${maxMs}`;
  const pauseMs = Math.round(new Random(name).between(minMs, maxMs));
  return {
    name,
    text,
    madeFrom: `${file} with ${pauseMs} ms of pause at ${gapMs} ms`,
    render: () => {
      const speech = speechOf(file);
      const quiet = quietAround(speech, gapMs);
      const addedMs = Math.max(0, pauseMs - (quiet.endMs - quiet.startMs));
      const whole = joinAudio(
        SAMPLE_RATE_HZ,
        faded(cut(speech, 0, gapMs)),
        roomTone(addedMs),
        faded(cut(speech, gapMs, durationMs(speech))),
      );
      return {
        ...surrounded(whole, LEAD_MS, quiet.endMs + addedMs),
        pauseMs: quiet.endMs - quiet.startMs + addedMs,
      };
    },
  };
}

function twoSentences(first: Recording, index: number): Turn {
  const second = sentences[(index * 7 + 3) % sentences.length] as Recording;
  const pauseMs = Math.round(new Random(`${first.file} ${second.file}`).between(200, 450));
  return {
    name: `${first.file} + ${second.file}`,
    text: `${first.text} ${second.text}`,
    madeFrom: `${first.file}, ${pauseMs} ms, ${second.file}`,
    render: () => {
      const before = speechOf(first.file);
      const whole = joinAudio(SAMPLE_RATE_HZ, before, roomTone(pauseMs), speechOf(second.file));
      return { ...surrounded(whole, LEAD_MS, durationMs(before) + pauseMs), pauseMs };
    },
  };
}

/** The first `ms` of a short answer: too short to be understood for sure, long enough to be noticed. */
function cutAnswer({ file }: Pick<Recording, 'file'>, ms: number): Turn {
  return {
    name: `${file} ${ms}`,
    text: '',
    madeFrom: `first ${ms} ms of ${file}`,
    render: () => surrounded(faded(cut(speechOf(file), 0, ms), 30)),
  };
}
