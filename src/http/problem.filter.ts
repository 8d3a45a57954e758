import { STATUS_CODES } from 'node:http';

import {
  type ArgumentsHost,
  Catch,
  HttpException,
  Logger,
  MethodNotAllowedException,
  NotFoundException,
} from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { Request, Response } from 'express';

import { otherMethodsAt } from './allowed-methods';
import {
  type FieldError,
  type Problem,
  PROBLEM_TYPE,
  type ProblemName,
  problemTypes,
  problemUri,
} from './problem';

/** An answer above 399 that is no problem in the sense of RFC 9457: what it holds is sent as it is. */
export class OwnAnswer extends HttpException {}

/** What an exception's response may say beside Nest's `{statusCode, error, message}`. */
type Said = {
  readonly message?: string;
  readonly field?: string;
  readonly errors?: readonly FieldError[];
  readonly problem?: ProblemName;
  readonly retryAfterMs?: number;
};

/** Gives every refusal one shape, that of RFC 9457, also those that no handler of ours has seen. */
@Catch()
export class ProblemFilter extends BaseExceptionFilter {
  readonly #logger = new Logger(ProblemFilter.name);

  override catch(thrown: unknown, host: ArgumentsHost): void {
    // Only HTTP is told of problems this way: commands of Discord find their own words.
    if (host.getType() !== 'http') throw thrown;
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const allowed =
      thrown instanceof NotFoundException ? otherMethodsAt(http.getRequest<Request>()) : [];
    if (allowed.length > 0) response.setHeader('Allow', allowed.join(', '));
    const exception = allowed.length > 0 ? methodNotAllowed(allowed) : thrown;
    if (exception instanceof OwnAnswer || response.headersSent) {
      super.catch(exception, host);
      return;
    }
    if (!(exception instanceof HttpException)) this.#logger.error(exception);
    const { problem, retryAfterMs } = problemOf(exception);
    if (retryAfterMs !== undefined) {
      response.setHeader('Retry-After', Math.max(1, Math.ceil(retryAfterMs / 1000)));
    }
    // RFC 9110 §11.6.1: what to come with.
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  }
}

function methodNotAllowed(allowed: readonly string[]): MethodNotAllowedException {
  return new MethodNotAllowedException(`This path takes ${allowed.join(', ')}`);
}

function problemOf(exception: unknown): {
  readonly problem: Problem;
  readonly retryAfterMs?: number | undefined;
} {
  if (!(exception instanceof HttpException)) {
    return {
      problem: problemWith(500, 'internal-error', { message: 'Something went wrong here' }),
    };
  }
  const given = exception.getResponse();
  const said: Said = typeof given === 'object' ? given : {};
  const status = exception.getStatus();
  const problem = problemWith(status, said.problem ?? nameOf(status), {
    message: exception.message,
    ...said,
  });
  return { problem, retryAfterMs: said.retryAfterMs };
}

/** @param name Its kind; none where the status says all. */
export function problemWith(status: number, name: ProblemName | undefined, said: Said): Problem {
  const { message = '', field, errors } = said;
  return {
    type: name === undefined ? 'about:blank' : problemUri(name),
    title: name === undefined ? (STATUS_CODES[status] ?? 'Error') : problemTypes[name].title,
    status,
    detail: message,
    ...(field === undefined ? {} : { field }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
}

function nameOf(status: number): ProblemName | undefined {
  const names = Object.keys(problemTypes) as ProblemName[];
  return names.find((name) => problemTypes[name].status === status);
}
