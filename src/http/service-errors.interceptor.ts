import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  HttpStatus,
  Injectable,
  type NestInterceptor,
  ServiceUnavailableException,
} from '@nestjs/common';
import {
  AgentUnavailableError,
  CapacityError,
  InvalidInputError,
  LimitReachedError,
} from '@vox/voice-core';
import { catchError, type Observable, throwError } from 'rxjs';

import { badField } from './bad-field';
import type { ProblemName } from './problem';

/** What the services of voice-core's ports throw, as HTTP says it. A room adds what only its own services throw. */
@Injectable()
export class ServiceErrorsInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(
        catchError((error: unknown) => throwError(() => this.translate(toHttpException(error)))),
      );
  }

  /** Gives an error of the room's own as HTTP says it, and any other as it is. */
  protected translate(error: unknown): unknown {
    return error;
  }
}

function toHttpException(error: unknown): unknown {
  if (error instanceof InvalidInputError) return badField(error.field, error.message);
  if (error instanceof AgentUnavailableError) {
    return new ServiceUnavailableException({
      problem: 'agent-unavailable' satisfies ProblemName,
      message: error.message,
      field: 'agent_id',
    });
  }
  if (error instanceof LimitReachedError) {
    const problem = { problem: 'cap-reached' satisfies ProblemName, message: error.message };
    return new HttpException(problem, HttpStatus.TOO_MANY_REQUESTS);
  }
  if (error instanceof CapacityError) {
    const { message, retryAfterMs } = error;
    return new ServiceUnavailableException({ message, retryAfterMs });
  }
  return error;
}
