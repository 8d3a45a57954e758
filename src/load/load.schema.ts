import { z } from 'zod';

import { daysQuery, wholeDays } from '../usage';

/** Days are UTC's. */
export const loadQuerySchema = z
  .object({
    ...daysQuery,
    step: z.enum(['day', 'hour']).default('day').describe('What a row is for.'),
  })
  .transform(({ step, ...asked }, context) => {
    const days = wholeDays(asked, context);
    return days === null ? z.NEVER : { ...days, step };
  });
export type AskLoad = z.output<typeof loadQuerySchema>;

export const loadSchema = z
  .object({
    day: z.iso.date(),
    hour: z.number().int().min(0).max(23).nullable().describe('Of the day, UTC; null by the day.'),
    most: z.number().int().describe('Sessions at once, at the minute with most.'),
    mean: z.number().describe('Sessions at once, over the minutes of which it is known.'),
    capacity: z.number().int().describe('How many all servers together would have taken.'),
    minutes: z.number().int().describe('Of how many minutes it is known.'),
  })
  .meta({ id: 'StepOfLoad' });
export type LoadJson = z.output<typeof loadSchema>;
