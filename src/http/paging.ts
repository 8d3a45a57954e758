import { text } from '@vox/protocol';
import { z } from 'zod';

/** How many rows of a list a page has. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);

/** The Link header (RFC 8288) of an answer that is a page. */
export const linkSchema = text()
  .optional()
  .describe('`<…>; rel="next"` leads to the next page where there is one.');
