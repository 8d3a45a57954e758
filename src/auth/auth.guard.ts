import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CapacityError } from '@vox/voice-core';
import type { Request, Response } from 'express';

import { tooManyRequests } from '../limits';
import { AuthService } from './auth.service';
import { IS_PUBLIC } from './public.decorator';

/** Asks every HTTP handler that is not `@Public` for the API key. Sockets ask `AuthService` themselves. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const refusal = this.auth.refusalOf(request);
    if (refusal !== undefined) throw new ForbiddenException(refusal);
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(IS_PUBLIC, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isPublic === true || this.#hasKey(request, context)) return true;
    throw new UnauthorizedException(
      'API key missing or wrong (Authorization: Bearer or X-API-Key).',
    );
  }

  #hasKey(request: Request, context: ExecutionContext): boolean {
    try {
      return this.auth.hasKey(request);
    } catch (error) {
      if (!(error instanceof CapacityError)) throw error;
      const response = context.switchToHttp().getResponse<Response>();
      throw tooManyRequests(response, error.retryAfterMs, error.message);
    }
  }
}
