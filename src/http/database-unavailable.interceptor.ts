import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  ServiceUnavailableException,
} from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { catchError, type Observable, throwError } from 'rxjs';

/** Answers 503 where a handler met a database that is down: the caller may try again, nobody is to blame. */
@Injectable()
export class DatabaseUnavailableInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(
        catchError((error: unknown) =>
          throwError(() =>
            isDatabaseUnavailable(error)
              ? new ServiceUnavailableException('The database is not available; try again')
              : error,
          ),
        ),
      );
  }
}
