import type { StandInWatcher } from '@vox/stand-ins';

/** What every stand-in can do wrong, besides three digits: that HTTP status. */
export const COMMON = [
  'slow',
  'silent',
  'stall',
  'cut',
  'wrong-content-type',
  'garbage',
  'split-utf8',
] as const;

export type RunningStandIn = {
  readonly url: string;
  /** What its clients need besides, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  watch(watcher: StandInWatcher): void;
  close(): Promise<void>;
};

/** What the command line sets; each kind of stand-in takes its own. */
export type StandInSettings = {
  readonly port: number;
  /** One of the entry's `faults`, or an HTTP status. */
  readonly fault?: string;
  /** What a recognizer always hears. */
  readonly text?: string;
  /** What a language model always says. */
  readonly reply?: string;
  /** Between the words of a model, or the pieces of a voice. */
  readonly paceMs?: number;
  /** What a workflow answers, as a real server of its kind once did: one of the entry's `recordings`. */
  readonly recording?: string;
  /** Where the server is that a workflow calls back instead of answering. */
  readonly callbackTo?: string;
};

export type SettingName = 'text' | 'reply' | 'paceMs' | 'recording' | 'callbackTo';

export type StandInEntry = {
  readonly start: (settings: StandInSettings) => Promise<RunningStandIn>;
  readonly faults: readonly string[];
  readonly takes: readonly SettingName[];
  readonly recordings?: readonly string[];
};
