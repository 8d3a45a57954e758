import { text } from '@vox/protocol';
import { z } from 'zod';

/** The media type of a refusal (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** Kinds of problems, by the last part of their `type`; the first of a status is the one of whatever says no more. */
export const problemTypes = {
  validation: {
    status: 400,
    title: 'A part of the request is wrong',
    about: '`field` names it, `errors` all that are; `detail` says what it must be.',
  },
  'unreadable-body': {
    status: 400,
    title: 'The body cannot be read',
    about: 'It is no JSON, or not of the length or in the encoding that its headers say.',
  },
  unauthorized: {
    status: 401,
    title: 'The key is missing or wrong',
    about:
      'Send VOXBRIDGE_API_KEY, a key or a session token as `Authorization: Bearer` or `X-API-Key`, or log in; what has expired or was revoked is wrong, too.',
  },
  forbidden: {
    status: 403,
    title: 'Not from there',
    about:
      'A page of another site asks (ALLOWED_ORIGINS), or one with the cookie of who is logged in, or by a name that is not the server’s (ALLOWED_HOSTS).',
  },
  'not-allowed': {
    status: 403,
    title: 'Not with that key',
    about: 'The key or log-in is good, and not for this: the route says which scope it needs.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    about: 'Neither a route nor, where there is one, what its address names.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path is not for this method',
    about: '`Allow` has those that it is for.',
  },
  conflict: {
    status: 409,
    title: 'It cannot be so now',
    about:
      'What is there already, or goes on, does not allow it; `field` is given where one decides.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    about: 'JSON has 100 kB at most, a recording 25 MiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of another type',
    about: 'Bodies are JSON (`Content-Type: application/json`), a recording is a WAV file.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too often',
    about: 'REQUESTS_PER_MINUTE, or wrong keys; `Retry-After` says for how many seconds.',
  },
  'cap-reached': {
    status: 429,
    title: 'Too much was spent',
    about:
      'A limit of this server or agent to what may be spent is reached ([cost.md](cost.md)); one of a day ends with the day (UTC).',
  },
  'internal-error': {
    status: 500,
    title: 'The server failed',
    about: 'Its log says how.',
  },
  'engine-failed': {
    status: 502,
    title: 'Another server failed',
    about: 'A speech engine, or Discord, did not do what it was asked for.',
  },
  unavailable: {
    status: 503,
    title: 'Not now',
    about:
      'Try again: the database does not answer, or all places are taken. `Retry-After` says when, where that is known.',
  },
  'agent-unavailable': {
    status: 503,
    title: 'The agent cannot talk now',
    about: 'What it is set to cannot be read now, and no other takes its place: try again.',
  },
} as const satisfies Record<string, { status: number; title: string; about: string }>;

export type ProblemName = keyof typeof problemTypes;

export function problemUri(name: ProblemName): string {
  return `/api/problems/${name}`;
}

const fieldErrorSchema = z.object({ field: text(), detail: text() });
export type FieldError = z.output<typeof fieldErrorSchema>;

/** How every request is refused. */
export const problemSchema = z
  .object({
    type: text().describe('The kind of problem, `/api/problems/…`: for programs, stable.'),
    title: text().describe('The same for people.'),
    status: z.number().int(),
    detail: text().describe('What is wrong this time.'),
    field: text().optional().describe('The part of the request that is.'),
    errors: z.array(fieldErrorSchema).optional().describe('Each part that is, the first one too.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;
