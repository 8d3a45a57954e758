import { BadRequestException } from '@nestjs/common';

import type { FieldError } from './problem';

/**
 * Refuses a request for wrong fields: 400 with the name of the first.
 * @param others The fields that are wrong beside it.
 */
export function badField(
  field: string,
  message: string,
  others: readonly FieldError[] = [],
): BadRequestException {
  return new BadRequestException({
    statusCode: 400,
    error: 'Bad Request',
    message: `${field}: ${message}`,
    field,
    errors: [{ field, detail: message }, ...others],
  });
}
