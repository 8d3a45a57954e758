import {
  BadGatewayException,
  BadRequestException,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  ServiceUnavailableException,
} from '@nestjs/common';
import { AgentUnavailableError, CapacityError, InvalidInputError } from '@vox/voice-core';
import { catchError, type Observable, throwError } from 'rxjs';

import { VoiceUnavailableError } from '../voice-channels';

/** What `VoiceChannels` throws, as HTTP says it. */
@Injectable()
export class VoiceErrorsInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(catchError((error: unknown) => throwError(() => toHttpException(error))));
  }
}

function toHttpException(error: unknown): unknown {
  if (error instanceof InvalidInputError) {
    const message = `${error.field}: ${error.message}`;
    return new BadRequestException({
      statusCode: 400,
      error: 'Bad Request',
      message,
      field: error.field,
    });
  }
  if (error instanceof AgentUnavailableError) {
    return new ServiceUnavailableException({
      statusCode: 503,
      error: 'Service Unavailable',
      code: 'agent_unavailable',
      message: error.message,
      field: 'agent_id',
    });
  }
  if (error instanceof CapacityError) return new ServiceUnavailableException(error.message);
  if (error instanceof VoiceUnavailableError) return new BadGatewayException(error.message);
  return error;
}
