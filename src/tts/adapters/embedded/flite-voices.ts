/** How a voice of flite is made to be understood: each is muffled in its own way, and loud in its own way. */
export type FliteVoice = {
  readonly name: string;
  /** What lies above 2.5 kHz is raised by this many dB. */
  readonly shelfDb: number;
  /** Added to all of it, so that all voices are equally loud. */
  readonly gainDb: number;
  /** Of its own speed; 1 leaves it. */
  readonly rate: number;
};

export const DEFAULT_FLITE_VOICE = 'rms';

/** Those of the package that speak at 16 kHz, the default first; docs/benchmarks.md has what each is understood like. */
export const FLITE_VOICES: ReadonlyMap<string, FliteVoice> = new Map([
  [DEFAULT_FLITE_VOICE, { name: 'RMS (male, US)', shelfDb: 6, gainDb: 3, rate: 1 }],
  ['slt', { name: 'SLT (female, US)', shelfDb: 12, gainDb: -3, rate: 1 / 1.1 }],
  ['awb', { name: 'AWB (male, Scottish)', shelfDb: 0, gainDb: 2, rate: 1 }],
  ['kal16', { name: 'KAL (male, US, diphone)', shelfDb: 0, gainDb: 10, rate: 1 }],
]);
