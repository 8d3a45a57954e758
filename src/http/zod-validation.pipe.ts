import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

import { badField } from './bad-field';
import type { FieldError } from './problem';

/** Somebody who sends thousands of wrong keys need not read of each. */
const MAX_ERRORS = 20;

/**
 * Parses a body, query or parameter with a schema, so that the handler gets typed, trimmed, defaulted
 * values. What does not fit is answered 400 with the wrong fields by name, the first one first.
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
    const [first, ...others] = result.error.issues
      .slice(0, MAX_ERRORS)
      .flatMap((issue) => this.#errorsOf(issue));
    throw badField(first?.field ?? this.name, first?.detail ?? 'is not valid', others);
  }

  #errorsOf(issue: z.core.$ZodIssue): FieldError[] {
    const paths =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    return paths.slice(0, MAX_ERRORS).map((path) => ({
      field: path.length === 0 ? this.name : path.join('.'),
      detail: issue.message,
    }));
  }
}
