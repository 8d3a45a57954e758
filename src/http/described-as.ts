import { z } from 'zod';

/**
 * `schema`, which is shown as `other` says: for one that takes a body apart before it validates it, so that its own type says
 * nothing.
 */
export function describedAs<Schema extends z.ZodType>(schema: Schema, other: z.ZodType): Schema {
  return schema.meta({
    override: ({ jsonSchema }: { jsonSchema: object }) => {
      const { $schema: _, ...shown } = z.toJSONSchema(other, {
        io: 'input',
        unrepresentable: 'any',
      });
      Object.assign(jsonSchema, shown);
    },
  });
}
