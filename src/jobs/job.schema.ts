import { jobStates, type JobView } from '@vox/jobs';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { pageLimit } from '../http';

/** Failed jobs are kept up to a thousand; of those that wait, more than this is for numbers to say. */
const MAX_OFFSET = 10_000;

const PREFIX = 'jobs.';

export const listJobsSchema = z.object({
  state: z.enum(jobStates).default('failed'),
  limit: pageLimit,
  cursor: text()
    .max(100)
    .transform((given, context): number => {
      const read = Buffer.from(given, 'base64url').toString('latin1');
      const offset = Number(read.slice(PREFIX.length));
      if (toCursor(offset) === given && isOffset(offset)) return offset;
      context.addIssue('is none that this list has given: take it from the Link header');
      return z.NEVER;
    })
    .optional()
    .describe('From the Link header of the page before.'),
});
export type ListJobs = z.output<typeof listJobsSchema>;

export const jobParams = z.object({ id: text().min(1).max(200) });

export const jobSchema = z
  .object({
    id: text(),
    name: text(),
    queue: text(),
    state: z.enum(jobStates),
    attempts_made: z.number().int(),
    attempts: z.number().int().describe('Tries in all.'),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    reason: text().nullable().describe('Why the last try failed, without values.'),
    about: z.record(text(), text()).describe('Ids that it is about, by the names of its fields.'),
  })
  .meta({ id: 'Job' });
export type JobJson = z.output<typeof jobSchema>;

export function toJobJson(job: JobView): JobJson {
  return {
    id: job.id,
    name: job.name,
    queue: job.queue,
    state: job.state,
    attempts_made: job.attemptsMade,
    attempts: job.attempts,
    created_at: new Date(job.createdAtMs).toISOString(),
    finished_at: job.finishedAtMs === undefined ? null : new Date(job.finishedAtMs).toISOString(),
    reason: job.reason ?? null,
    about: { ...job.about },
  };
}

/** The Link header (RFC 8288) that leads to the next page. */
export function linkToNext({ state, limit }: ListJobs, offset: number): string {
  return `</api/jobs?state=${state}&limit=${limit}&cursor=${toCursor(offset)}>; rel="next"`;
}

function isOffset(offset: number): boolean {
  return Number.isInteger(offset) && offset >= 0 && offset <= MAX_OFFSET;
}

function toCursor(offset: number): string {
  return Buffer.from(`${PREFIX}${offset}`).toString('base64url');
}
