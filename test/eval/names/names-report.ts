import { calls } from '../../../src/voice/turn-taking/wake-phrase/wake-phrase';
import { CALLS, NAMES, UNSEEN_NAMES } from './spoken';

/** A sentence, and what the recognizer made of it; `name` is who was called. */
export type Heard = {
  readonly voice: string;
  readonly name?: string;
  readonly said: string;
  readonly text: string;
  readonly audioMs: number;
};

export type Hits = { readonly spelt: number; readonly bySound: number; readonly of: number };

/** How often those of `names` who were called in `heard` were found, by their letters alone and by their sound. */
export function hitsOf(heard: readonly Heard[], names: readonly string[]): Hits {
  const called = heard.filter(({ name }) => name !== undefined && names.includes(name));
  return {
    spelt: called.filter(({ text, name }) => isSpelt(text, name as string)).length,
    bySound: called.filter(({ text, name }) => calls(text, listOf(name as string))).length,
    of: called.length,
  };
}

/** What was taken for a call of `name`. */
export function falseWakes(others: readonly Heard[], name: string): readonly Heard[] {
  return others.filter(({ text }) => calls(text, listOf(name)));
}

/** docs/names.md */
export function namesPage(heard: readonly Heard[]): string {
  const voices = [...new Set(heard.flatMap(({ voice, name }) => (name ? [voice] : [])))];
  const others = heard.filter(({ name }) => name === undefined);
  const minutes = others.reduce((sum, { audioMs }) => sum + audioMs, 0) / 60_000;
  return `# How names are heard

Made by \`npm run eval -- names\`. Not written by hand.

Where \`answers\` is \`"addressed"\`, an agent answers to its name or a wake phrase. Recognizers write names as they like ("Fox" for
Vox), so they are compared by sound (\`src/voice/turn-taking/wake-phrase\`): where a call is likely, at the start or the end of a sentence, before a request
or after a greeting, what sounds nearly like the name counts; elsewhere, only what is spelt like it or, for longer names, sounds the same.

Each of ${voices.length} synthetic voices (${voices.join(', ')}) said each name in ${CALLS.length} sentences (${CALLS.map((call) => `"${call('Vox')}"`).join(' ')}), Moonshine
heard them. *Spelt* is how often the letters of the name are in the transcript, *by sound* how often the agent is called. The
false wakes are counted in ${minutes.toFixed(0)} minutes of other speech: the recordings, and sentences said by the same voices that are full of
words which sound like the names.

${table(heard, others, NAMES)}

## Names that nothing was set by

${table(heard, others, UNSEEN_NAMES)}

Synthetic voices are harder to hear than people; the order of size holds. Names of two and more syllables that are spelt as they sound
do best. What is missed is mostly no longer like the name ("No, that" for Nova), or an everyday word ("How" for Hal), which never counts
by its sound.
`;
}

function table(
  heard: readonly Heard[],
  others: readonly Heard[],
  names: readonly string[],
): string {
  const rows = names.map((name) => {
    const { spelt, bySound, of } = hitsOf(heard, [name]);
    return `| ${name} | ${spelt} | ${bySound} | ${of} | ${wakes(falseWakes(others, name))} |`;
  });
  const { spelt, bySound, of } = hitsOf(heard, names);
  return `| name | spelt | by sound | of | false wakes |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
| **all** | ${spelt} | ${bySound} | ${of} | ${names.flatMap((name) => falseWakes(others, name)).length} |`;
}

function wakes(found: readonly Heard[]): string {
  return [String(found.length), ...found.map(({ text }) => `"${text}"`)].join(' ');
}

function isSpelt(text: string, name: string): boolean {
  const words: readonly string[] = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.includes(name.toLowerCase());
}

/** One list a name: what is prepared for it is kept. */
const lists = new Map<string, readonly string[]>();

function listOf(name: string): readonly string[] {
  const list = lists.get(name) ?? [name];
  lists.set(name, list);
  return list;
}
