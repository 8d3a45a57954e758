import type { EvalItem, ItemKind } from './eval-item';
import { Random } from './random';
import { speechOf } from './recorded';
import { sentences, surrounded } from './turn-items';
import { cough, laugh, mhm, mm, spelledWord, uhHuh } from './voiced-sounds';

/** The agent has been speaking this long when the user makes a sound. */
const AGENT_LEAD_MS = 3000;

/** Longer ones are in the set of turns; an interruption is decided in its first second. */
const MAX_INTERRUPTION_MS = 3200;

const SHORT_INTERRUPTIONS = [
  { file: 'hello.wav', text: 'Hello.' },
  { file: 'vm-no.wav', text: 'No.' },
  { file: 'auth-thankyou.wav', text: 'Thank you.' },
  { file: 'one-moment-please.wav', text: 'One moment, please.' },
  { file: 'goodbye.wav', text: 'Goodbye.' },
  { file: 'im-sorry.wav', text: "I'm sorry." },
  { file: 'digits-tomorrow.wav', text: 'Tomorrow.' },
  { file: 'digits-7.wav', text: 'Seven.' },
] as const;

const WORDS = [
  { name: 'okay', files: ['letters-o.wav', 'letters-k.wav'], text: 'Okay.' },
  { name: 'i-see', files: ['letters-i.wav', 'letters-c.wav'], text: 'I see.' },
  { name: 'oh', files: ['digits-oh.wav'], text: 'Oh.' },
  { name: 'oh-okay', files: ['digits-oh.wav', 'letters-o.wav', 'letters-k.wav'], text: 'Oh okay.' },
  {
    name: 'oh-i-see',
    files: ['digits-oh.wav', 'letters-i.wav', 'letters-c.wav'],
    text: 'Oh I see.',
  },
];

const SOUNDS = [
  { kind: 'hum', name: 'mhm', make: mhm, count: 16, how: 'hummed from the [m] of letters-m.wav' },
  { kind: 'hum', name: 'mm', make: mm, count: 12, how: 'hummed from the [m] of letters-m.wav' },
  { kind: 'hum', name: 'uh-huh', make: uhHuh, count: 12, how: 'from the vowel of digits-1.wav' },
  { kind: 'laugh', name: 'laugh', make: laugh, count: 10, how: 'from the vowel of digits-1.wav' },
  { kind: 'cough', name: 'cough', make: cough, count: 20, how: 'shaped noise bursts' },
] as const;

/** Every clean item in which somebody makes a sound while the agent speaks. */
export function floorItems(): EvalItem[] {
  return [
    ...sentences
      .filter(({ durationMs }) => durationMs <= MAX_INTERRUPTION_MS)
      .map(({ file, text }) => item('interruption', file, text, file, () => speechOf(file))),
    ...SHORT_INTERRUPTIONS.map(({ file, text }) =>
      item('short-interruption', file, text, file, () => speechOf(file)),
    ),
    ...WORDS.map(({ name, files, text }) =>
      item('backchannel-word', name, text, `joined from ${files.join(', ')}`, () =>
        spelledWord(...files),
      ),
    ),
    ...SOUNDS.flatMap(({ kind, name, make, count, how }) =>
      Array.from({ length: count }, (_, index) =>
        item(kind, `${name} ${index + 1}`, '', how, () => make(new Random(`${name} ${index + 1}`))),
      ),
    ),
  ];
}

function item(
  kind: ItemKind,
  name: string,
  text: string,
  madeFrom: string,
  sound: () => Int16Array,
): EvalItem {
  return {
    id: `${kind} ${name}`,
    kind,
    condition: 'clean',
    madeFrom,
    text,
    isOverAgent: true,
    render: () => surrounded(sound(), AGENT_LEAD_MS),
  };
}
