import { openStorage } from '../../voice/browser-memory';

/** In the order in which they are taken. */
export const STEPS = ['speech', 'model', 'agent', 'discord', 'opening'] as const;

export type Step = (typeof STEPS)[number];

/** What the card of a step is given. */
export type StepProps = {
  readonly place: number;
  /** It was found done in this browser before. */
  readonly wasDone: boolean;
  readonly onFound: (step: Step, isDone: boolean) => void;
};

const DONE_KEY = 'voxbridge.guide_done';

const storage = openStorage(() => window.localStorage);

/** What was found to work in this browser before. */
export function rememberedSteps(): ReadonlySet<Step> {
  const stored = (storage.getItem(DONE_KEY) ?? '').split(' ');
  return new Set(STEPS.filter((step) => stored.includes(step)));
}

export function rememberSteps(done: ReadonlySet<Step>): void {
  try {
    storage.setItem(DONE_KEY, [...done].join(' '));
  } catch {
    // Full storage costs only that a step is checked again.
  }
}
