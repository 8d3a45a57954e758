import { DAY_MS, startOfUtcDay } from '@vox/voice-core';
import { z } from 'zod';

const DEFAULT_DAYS = 30;

/** Which days are asked for, as fields of a query. */
export const daysQuery = {
  from: z.iso.date().optional().describe('The first day (UTC); 30 days up to `to` when absent.'),
  to: z.iso.date().optional().describe('The last day (UTC); today when absent.'),
} as const;

export type AskedDays = { readonly from?: string | undefined; readonly to?: string | undefined };

/** From the first moment that counts to the first that does not. */
export type Days = { readonly from: Date; readonly to: Date };

/** Null, and `from` told to be wrong, where the first day is after the last. */
export function wholeDays({ from, to }: AskedDays, context: z.RefinementCtx): Days | null {
  const last = to === undefined ? startOfUtcDay(Date.now()) : Date.parse(to);
  const first = from === undefined ? last - (DEFAULT_DAYS - 1) * DAY_MS : Date.parse(from);
  if (first > last) {
    context.addIssue({ code: 'custom', path: ['from'], message: 'is after the last day' });
    return null;
  }
  return { from: new Date(first), to: new Date(last + DAY_MS) };
}
