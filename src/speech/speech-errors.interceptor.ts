import {
  BadGatewayException,
  BadRequestException,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  ServiceUnavailableException,
} from '@nestjs/common';
import { CapacityError, InvalidInputError, ProviderError } from '@vox/voice-core';
import { catchError, type Observable, throwError } from 'rxjs';

/** What the speech services throw, as HTTP says it. An engine's own words stay in the log. */
@Injectable()
export class SpeechErrorsInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(catchError((error: unknown) => throwError(() => toHttpException(error))));
  }
}

function toHttpException(error: unknown): unknown {
  if (error instanceof InvalidInputError) {
    const message = `${error.field}: ${error.message}`;
    const { field } = error;
    return new BadRequestException({ statusCode: 400, error: 'Bad Request', message, field });
  }
  if (error instanceof CapacityError) return new ServiceUnavailableException(error.message);
  if (error instanceof ProviderError) {
    return new BadGatewayException(`${error.provider}: ${error.category}`);
  }
  return error;
}
