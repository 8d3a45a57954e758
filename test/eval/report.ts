import { cpus } from 'node:os';

import { percentile } from '../bench/report';
import type { Decoded } from './decode-memory';
import { CONDITIONS } from './eval-item';
import { worst } from './failures';
import { type Figures, figuresOf, type Share, type Spread } from './figures';
import type { EvalRun } from './run';
import { TTFB_MS, TTFT_MS } from './play-item';
import { DEFAULT_SETTING, settingName, SETTINGS } from './settings';
import type { Verdict } from './verdict';
import { DECODE_MS, DECODE_MS_PER_SECOND } from './virtual-decoder';

const WORST = 10;

const percent = ({ count, of }: Share) =>
  of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} % (${count} of ${of})`;
const spread = ({ p50, p95, count }: Spread) =>
  count === 0 ? '–' : `${p50.toFixed(0)} / ${p95.toFixed(0)}`;

type Row = readonly [title: string, cell: (figures: Figures) => string];

const TURN_ROWS: readonly Row[] = [
  ['cut off, pause of up to 500 ms (bound 3 %)', (of) => percent(of.endedEarlyShortPause)],
  ['… in one half of the sentences', (of) => percent(of.endedEarlyShortPauseHalf)],
  ['… the agent was heard before the end', (of) => percent(of.talkedOverShortPause)],
  ['cut off, pause of 500–1200 ms', (of) => percent(of.endedEarlyLongPause)],
  ['… the agent was heard before the end', (of) => percent(of.talkedOverLongPause)],
  ['cut off, no pause put in', (of) => percent(of.endedEarlyWithoutPause)],
  ['end missed (nothing within 3 s)', (of) => percent(of.endMissed)],
  ['end-of-turn delay, complete sentences, p50 / p95 ms', (of) => spread(of.completeDelay)],
  ['… in one half of the sentences', (of) => spread(of.completeDelayHalf)],
  ['end-of-turn delay, all turns, p50 / p95 ms', (of) => spread(of.delay)],
  [
    'onset clipped, p95 / most ms (bound 50)',
    ({ onsetClipped: { p95, most } }) => `${p95.toFixed(0)} / ${most.toFixed(0)}`,
  ],
  [
    '… of those over the agent, or less than 660 ms after it, p95 / most ms',
    ({ onsetClippedOverAgent: { p95, most } }) => `${p95.toFixed(0)} / ${most.toFixed(0)}`,
  ],
  [
    'answers of one or two words, and their first 250–400 ms: answered',
    (of) => percent(of.answered),
  ],
  ['… left alone: told of, transcribed, and found wordless', (of) => percent(of.leftAlone)],
  ['… not noticed at all (bound none)', (of) => percent(of.unnoticed)],
  ['word error rate', (of) => percent(of.wordErrors)],
];

const FLOOR_ROWS: readonly Row[] = [
  [
    'decided to silence the agent, after the onset of an interruption, p50 / p95 ms (bound 300)',
    (of) => spread(of.decided),
  ],
  ['decided → last sample, p50 / p95 ms (bound 60 for both)', (of) => spread(of.stop)],
  ['agent silent after the onset, p50 / p95 ms', (of) => spread(of.silenced)],
  ['answer called off after the onset, p50 / p95 ms', (of) => spread(of.calledOff)],
  ['interruptions missed', (of) => percent(of.interruptionMissed)],
  ['answers ended by backchannels, coughs, laughs (bound 5 %)', (of) => percent(of.falseBargeIns)],
  ['… per minute of them', ({ falsePerMinute }) => falsePerMinute.toFixed(1)],
  [
    '… by kind',
    ({ falseByKind }) =>
      falseByKind.map(({ kind, count, of }) => `${kind} ${count}/${of}`).join(', '),
  ],
  ['held and then gone on with', (of) => percent(of.heldShare)],
  ['… silent for, p50 / p95 ms', (of) => spread(of.held)],
  ['answers to nobody (silence, noise, hum, music, typing)', (of) => percent(of.answersToNobody)],
  ['answers ended by nobody', (of) => percent(of.stoppedByNobody)],
];

const CONDITION_ROWS: readonly Row[] = [
  ['cut off, pause of up to 500 ms', (of) => percent(of.endedEarlyShortPause)],
  ['cut off, no pause put in', (of) => percent(of.endedEarlyWithoutPause)],
  ['end missed', (of) => percent(of.endMissed)],
  ['end-of-turn delay, all turns, p50 / p95 ms', (of) => spread(of.delay)],
  [
    'onset clipped, p95 / most ms',
    ({ onsetClipped: { p95, most } }) => `${p95.toFixed(0)} / ${most.toFixed(0)}`,
  ],
  ['word error rate', (of) => percent(of.wordErrors)],
  ['agent stopped by the room alone', (of) => percent(of.stoppedByRoom)],
  ['agent silent after an interruption, p50 / p95 ms', (of) => spread(of.silenced)],
  ['interruptions missed', (of) => percent(of.interruptionMissed)],
  ['answers ended by hums and coughs', (of) => percent(of.falseBargeIns)],
];

/** The report as a page: what was measured, how, where it fails, and how to do it again. */
export function evaluationPage(
  verdicts: readonly Verdict[],
  run: EvalRun,
  decodes: readonly Decoded[],
): string {
  const clean = verdicts.filter(({ condition }) => condition === 'clean');
  const usual = settingName(DEFAULT_SETTING);
  const names = SETTINGS.map(settingName);
  const bySetting = (name: string) => figuresOf(clean.filter(({ setting }) => setting === name));
  const ofUsual = verdicts.filter(({ setting }) => setting === usual);
  const items = ofUsual.length;
  const [cpu] = cpus();
  return `# Evaluation of turn-taking

Made by \`npm run eval\` on ${new Date().toISOString().slice(0, 10)}. Not written by hand.

${items} labelled items were played through the whole loop (\`LiveSession\`, Silero, Moonshine, endpointing, barge-in), the clean ones in
each of ${SETTINGS.length} settings: ${(run.audioMs / 60_000).toFixed(0)} minutes of audio. Delays are audio time: they are the same on every
machine. \`${usual}\` is what the server does when nothing is configured.

## Ends of turns, clean

${table(['', ...names], rows(TURN_ROWS, names.map(bySetting)))}

![False cut-offs over end-of-turn delay](images/endpointing.svg)

A turn is *cut off* when it is declared over before its labelled end. What follows is then joined to the same turn, unless
the agent was heard in between.

## The floor, clean

The agent has been speaking for three seconds. These do not depend on the base silence:

${table(['', ...names.filter((name) => name.includes('600'))], rows(FLOOR_ROWS, names.filter((name) => name.includes('600')).map(bySetting)))}

## In noise and babble, ${usual}

${table(
  ['', ...CONDITIONS],
  rows(
    CONDITION_ROWS,
    CONDITIONS.map((name) => figuresOf(ofUsual.filter(({ condition }) => condition === name))),
  ),
)}

The items in noise are a sample of the clean ones; ${CONDITIONS.slice(1)
    .map((name) => `${name}: ${ofUsual.filter(({ condition }) => condition === name).length}`)
    .join(', ')}.

## The worst of them, clean, ${usual}

${table(
  ['item', 'made from', 'what happened'],
  worst(
    clean.filter(({ setting }) => setting === usual),
    WORST,
  ).map(({ verdict, what }) => [verdict.id, verdict.madeFrom, what]),
)}

## How it is made

- **Speech**: the recordings in \`test/fixtures/audio\`, trimmed to 30 dB below their loud parts, which is where the labels of
  onset and end come from (10 ms steps). One speaker, telephone band. Most are announcements; the everyday sentences are joined
  from single words. The quiet before, after and within them is room tone of -60 dB, as the recordings have it.
- **Onsets** are those of the first word and of the first after each pause; what counts is the most that is lost of one. Those over the agent are told apart: its echo has to be ruled out first.
- **Pauses** are put between two words: into dips of the level on both sides of which the recognizer, given the pieces alone,
  hears exactly the words that belong there (\`test/eval/word-gaps.json\`). The labelled pause includes what was quiet there already.
- **One half of the sentences**, by name, is also reported on its own, to show that the figures do not rest on a few. It is no
  blind test: the rules on commas and on sounds that have just begun were found by looking at failures of all.
- **Backchannels**: "okay", "I see" and "oh" are joined from spoken letters and digits. "mhm", "mm", "uh-huh" and laughs are
  made by holding the [m] or the vowel of a recorded letter or digit, with a pitch that moves; coughs are shaped noise. They
  sound like what they stand for and are not recordings of it.
- **Noise** falls with frequency; **babble** is six recordings at once, of the same voice as the speaker, which is harder than
  other people's voices. Both run from the first sample to the last. SNR is over the labelled speech.
- **The agent**: a model with ${TTFT_MS} ms to its first token and a voice with ${TTFB_MS} ms to its first sample; it speaks in recordings too.
- **Time**: the clock is moved by the audio and waits for the engines. A decode takes ${DECODE_MS} ms and ${DECODE_MS_PER_SECOND} ms per second of audio of that
  time, as on a core that does nothing else: a busy machine answers later. On this machine, with ${cpu?.model.trim() ?? 'an unknown processor'} × ${cpus().length} and whatever else ran, ${decodes.length} decodes took ${percentile(
    decodes.map(({ computeMs }) => computeMs),
    0.5,
  ).toFixed(0)} ms (p50) and ${percentile(
    decodes.map(({ computeMs }) => computeMs),
    0.95,
  ).toFixed(0)} ms (p95) for ${percentile(
    decodes.map(({ audioMs }) => audioMs / 1000),
    0.5,
  ).toFixed(1)} s and ${percentile(
    decodes.map(({ audioMs }) => audioMs / 1000),
    0.95,
  ).toFixed(1)} s of audio. Node ${process.version}.
- **Not measured here**: channels, jitter buffers, loudspeakers and echo. "Silent" is when the loop hands out no more frames.

Again: \`npm run eval\` (minutes; rewrites this page), \`npm run eval -- --quick\` (an eighth of the items; only prints). All outcomes are
left in \`coverage/eval.json\`. The model's decodes are kept beside it, so the next run is faster: changes of the loop hardly need new ones.
`;
}

/** The table of ends of turns, for a terminal. */
export function summary(verdicts: readonly Verdict[]): { head: string[]; rows: string[][] } {
  const clean = verdicts.filter(({ condition }) => condition === 'clean');
  const names = SETTINGS.map(settingName);
  const figures = names.map((name) => figuresOf(clean.filter(({ setting }) => setting === name)));
  return { head: ['', ...names], rows: rows([...TURN_ROWS, ...FLOOR_ROWS], figures) };
}

function rows(of: readonly Row[], figures: readonly Figures[]): string[][] {
  return of.map(([title, cell]) => [title, ...figures.map(cell)]);
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
