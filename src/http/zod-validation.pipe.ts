import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

import { badField } from './bad-field';

/**
 * Parses a body, query or parameter with a schema, so that the handler gets typed, trimmed, defaulted
 * values. What does not fit is answered 400 with the first wrong field by name.
 */
export class ZodValidationPipe<Schema extends z.ZodType> implements PipeTransform<
  unknown,
  z.output<Schema>
> {
  /** @param name What to call the value itself, for schemas of a single parameter. */
  constructor(
    private readonly schema: Schema,
    private readonly name = 'body',
  ) {}

  transform(value: unknown): z.output<Schema> {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const field = fieldOf(issue) ?? this.name;
    throw badField(field, issue?.message ?? 'is not valid');
  }
}

function fieldOf(issue: z.core.$ZodIssue | undefined): string | undefined {
  if (issue === undefined) return undefined;
  if (issue.code === 'unrecognized_keys') return [...issue.path, issue.keys[0]].join('.');
  return issue.path.length === 0 ? undefined : issue.path.join('.');
}
