import type { Schemas } from '@vox/api-client';

export type Step = Schemas['StepOfLatency'];

/** How far back figures go: the last day by the hour, others by the day. */
export type Range = 'day' | 'week' | 'month';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const STEPS: Readonly<Record<Range, number>> = { day: 24, week: 7, month: 30 };

/** What the server is asked for. */
export function askedFor(range: Range, nowMs: number) {
  const [first = nowMs] = timesOf(range, nowMs);
  const from = new Date(first).toISOString().slice(0, 10);
  return { from, step: range === 'day' ? ('hour' as const) : ('day' as const) };
}

/** What a row of figures is of. */
type OfStep = Pick<Step, 'day' | 'hour'>;

/** When each step began, epoch ms, the oldest first, and what happened in it; undefined: nothing. */
export function stepsOf<Row extends OfStep>(rows: readonly Row[], range: Range, nowMs: number) {
  const known = new Map(rows.map((row) => [beginOf(row), row]));
  const times = timesOf(range, nowMs);
  return { times, steps: times.map((atMs) => known.get(atMs)) };
}

/** When each step began, epoch ms, the oldest first. */
export function timesOf(range: Range, nowMs: number): readonly number[] {
  const stepMs = range === 'day' ? HOUR_MS : DAY_MS;
  const newest = nowMs - (nowMs % stepMs);
  const count = STEPS[range];
  return Array.from({ length: count }, (_, at) => newest - (count - 1 - at) * stepMs);
}

function beginOf({ day, hour }: OfStep): number {
  return Date.parse(`${day}T00:00:00Z`) + (hour ?? 0) * HOUR_MS;
}

/** Over all steps. */
export function totalsOf(steps: readonly (Step | undefined)[]) {
  const sum = (name: 'turns' | 'interrupted' | 'failed' | 'fallbacks') =>
    steps.reduce((total, step) => total + (step?.[name] ?? 0), 0);
  return {
    turns: sum('turns'),
    interrupted: sum('interrupted'),
    failed: sum('failed'),
    fallbacks: sum('fallbacks'),
  };
}
