import { text } from '@vox/protocol';
import { z } from 'zod';

/** The media type of a refusal. */
export const PROBLEM_TYPE = 'application/json';

/** How every request is refused. */
export const problemSchema = z
  .object({
    statusCode: z.number().int(),
    error: text().describe('The name of the status.'),
    message: text().describe('For people.'),
    field: text().optional().describe('What is wrong in the request.'),
    code: text().optional().describe('What it is about, for programs.'),
  })
  .meta({ id: 'Problem' });
