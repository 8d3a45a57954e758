import { withoutQuotes } from '@vox/logging';
import type { Job } from 'bullmq';

import type { JobState, JobView } from './job-queue.port';

const MAX_REASON_LENGTH = 300;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** A payload is a few objects deep; what is deeper is none of ours. */
const MAX_DEPTH = 3;

type BullJob = Pick<
  Job,
  'id' | 'name' | 'data' | 'opts' | 'attemptsMade' | 'timestamp' | 'finishedOn' | 'failedReason'
>;

export function toJobView(job: BullJob, queue: string, state: JobState): JobView {
  const { failedReason, finishedOn } = job;
  return {
    id: job.id ?? '',
    name: job.name,
    queue,
    state,
    attemptsMade: job.attemptsMade,
    attempts: job.opts.attempts ?? 1,
    createdAtMs: job.timestamp,
    ...(finishedOn === undefined ? {} : { finishedAtMs: finishedOn }),
    // A library's message may quote what it was given.
    ...((failedReason ?? '') === ''
      ? {}
      : { reason: withoutQuotes(failedReason).slice(0, MAX_REASON_LENGTH) }),
    about: idsIn(job.data),
  };
}

/**
 * The UUIDs in a payload by the names of their fields (`turnId`, `session.id`): whose it is, and none of its words, also
 * where it does not fit its schema any more.
 */
export function idsIn(payload: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  collect(payload, '', MAX_DEPTH, found);
  return found;
}

function collect(value: unknown, path: string, depth: number, found: Record<string, string>): void {
  if (typeof value === 'string') {
    if (UUID.test(value)) found[path] = value;
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth > 0) {
    for (const [name, inner] of Object.entries(value)) {
      collect(inner, path === '' ? name : `${path}.${name}`, depth - 1, found);
    }
  }
}
