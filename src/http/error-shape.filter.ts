import { STATUS_CODES } from 'node:http';

import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/** Gives every refusal one shape, `{statusCode, error, message, field?}`, also those that no handler of ours has seen. */
@Catch(HttpException)
export class ErrorShapeFilter extends BaseExceptionFilter {
  override catch(exception: HttpException, host: ArgumentsHost): void {
    super.catch(shaped(exception), host);
  }
}

function shaped(exception: HttpException): HttpException {
  const given = exception.getResponse();
  if (typeof given === 'object' && 'error' in given) return exception;
  const statusCode = exception.getStatus();
  const error = STATUS_CODES[statusCode] ?? 'Error';
  return new HttpException({ statusCode, error, message: exception.message }, statusCode);
}
