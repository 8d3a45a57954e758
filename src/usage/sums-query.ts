import { text } from '@vox/protocol';
import { z } from 'zod';

import { type AskedDays, type Days, daysQuery, wholeDays } from './days';

/** Of which days sums are asked for, and which of them, as fields of a query. */
export const sumsQuery = {
  ...daysQuery,
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  after: text().min(1).max(255).optional().describe("A row's `key`: those after it."),
} as const;

/** `from` is given as the first moment that counts, `to` as the first that does not. */
export function inWholeDays<Asked extends AskedDays>(
  { from, to, ...others }: Asked,
  context: z.RefinementCtx,
): Omit<Asked, keyof Days> & Days {
  const days = wholeDays({ from, to }, context);
  return days === null ? z.NEVER : { ...others, ...days };
}
