import { type PriceEntity, priceUnits } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

/** Of a column with six digits before its point. */
const MOST_USD = 999_999;

const fields = {
  provider: text()
    .trim()
    .min(1)
    .max(200)
    .describe(
      'As `/api/costs?group=provider` names it: `openai`, `openrouter`, `deepgram`, or the name of a server that was added.',
    ),
  model: text()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .describe('Null: any of its models that has no price of its own.'),
  unit: z.enum(priceUnits),
  usd: z.number().min(0).max(MOST_USD).describe('US dollars for one unit.'),
};

export const createPriceSchema = z.strictObject({ ...fields, model: fields.model.default(null) });
export type CreatePrice = z.output<typeof createPriceSchema>;

export const changePriceSchema = z.strictObject({ usd: fields.usd });
export type ChangePrice = z.output<typeof changePriceSchema>;

export const priceSchema = z
  .object({ id: z.uuid(), ...fields, updated_at: z.iso.datetime() })
  .meta({ id: 'Price' });
export type PriceJson = z.output<typeof priceSchema>;

export function toPriceJson({ id, provider, model, unit, usd, updatedAt }: PriceEntity): PriceJson {
  return {
    id,
    provider,
    model: model === '' ? null : model,
    unit,
    usd: Number(usd),
    updated_at: updatedAt.toISOString(),
  };
}
