import type { Span } from './audio-tools';

/** What an item is made of, which is also how it is scored. */
export type ItemKind =
  | 'sentence'
  | 'short-pause'
  | 'long-pause'
  | 'two-sentences'
  | 'short-answer'
  | 'cut-answer'
  | 'interruption'
  | 'short-interruption'
  | 'backchannel-word'
  | 'hum'
  | 'cough'
  | 'laugh'
  | 'no-speech'
  | 'no-speech-over-agent';

export const CONDITIONS = [
  'clean',
  'noise 20 dB',
  'noise 10 dB',
  'noise 5 dB',
  'babble 20 dB',
  'babble 10 dB',
  'babble 5 dB',
] as const;

export type Condition = (typeof CONDITIONS)[number];

/** What a microphone picks up, with the truth about it. */
export type EvalItem = {
  /** The same in every run: made of the kind, the recording and the condition. */
  readonly id: string;
  readonly kind: ItemKind;
  readonly condition: Condition;
  /** How it was made, for a person who looks at a failure. */
  readonly madeFrom: string;
  /** What was said; empty for what is no word. */
  readonly text: string;
  /** Whether the agent speaks all the while. */
  readonly isOverAgent: boolean;
  /** Makes the audio and its labels. */
  readonly render: () => Rendered;
};

export type Rendered = {
  /** 16 kHz mono, with quiet before and after. */
  readonly pcm: Int16Array;
  /** From speech onset to the true end of the turn, in ms of `pcm`; absent when nobody speaks. */
  readonly speech?: Span;
  /** Where speech begins: at first, and after each pause that was put in. */
  readonly onsetsMs?: readonly number[];
  /** All quiet within the turn that was put in or found where it was put, in ms. */
  readonly pauseMs?: number;
};

/** Kinds that are turns of their own, said while the agent is silent. */
export const TURN_KINDS: readonly ItemKind[] = [
  'sentence',
  'short-pause',
  'long-pause',
  'two-sentences',
  'short-answer',
  'cut-answer',
];

/** Kinds that must stop an agent who speaks. */
export const INTERRUPTION_KINDS: readonly ItemKind[] = ['interruption', 'short-interruption'];

/** Kinds that must not. */
export const BACKCHANNEL_KINDS: readonly ItemKind[] = ['backchannel-word', 'hum', 'cough', 'laugh'];
