import { BadRequestException } from '@nestjs/common';

/** Refuses a request for one wrong field: 400, in the shape of every error, with the field's name. */
export function badField(field: string, message: string): BadRequestException {
  return new BadRequestException({
    statusCode: 400,
    error: 'Bad Request',
    message: `${field}: ${message}`,
    field,
  });
}
