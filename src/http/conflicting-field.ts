import { ConflictException } from '@nestjs/common';

/** Refuses a request for a field that does not go with what is there: 409 with its name. */
export function conflictingField(field: string, message: string): ConflictException {
  return new ConflictException({
    statusCode: 409,
    error: 'Conflict',
    message: `${field}: ${message}`,
    field,
  });
}
