import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  Injectable,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isDatabaseUnavailable } from '@vox/database';
import { CapacityError } from '@vox/voice-core';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { API_ROUTE, type ProblemName, type RouteDescription } from '../http';
import { type Identity, isAdmin, SessionAccess, setCaller, UncheckedKeyError } from '../identity';
import { countClient, Limits, tooManyRequests } from '../limits';
import { AuthService } from './auth.service';
import { ForeignPageError } from './own-page';

const NOT_ALLOWED = 'not-allowed' satisfies ProblemName;

const uuid = z.uuid();

/**
 * Lets a request through to its handler when whoever sends it may ask for that: by the scope that the route declares
 * (`@ApiRoute`), and by the right that it declares to the session that its path names. Sockets ask `AuthService` themselves.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionAccess,
    private readonly limits: Limits,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const refusal = this.auth.refusalOf(request);
    if (refusal !== undefined) throw new ForbiddenException(refusal);
    const route = this.reflector.get<RouteDescription | undefined>(API_ROUTE, context.getHandler());
    // No handler is open for want of a word.
    if (route === undefined) throw new ForbiddenException('The route does not say who may ask');
    if (route.scope === 'public') return true;
    // `X-API-Key` tells no cache between here and there that the answer is for one alone (RFC 9111 §3.5).
    http.getResponse<Response>().setHeader('cache-control', 'no-store');
    try {
      const caller = await this.auth.identify(request);
      if (caller === undefined) throw new UnauthorizedException(UNKNOWN);
      countClient(this.limits, caller, http.getResponse<Response>());
      assertAllowed(caller, route);
      await this.#assertOwn(caller, route, request);
      setCaller(request, caller);
      return true;
    } catch (error) {
      throw refusalFor(error, http.getResponse<Response>());
    }
  }

  /** What is no id is refused by the handler's pipe. */
  async #assertOwn(caller: Identity, { session }: RouteDescription, request: Request) {
    if (session === undefined || isAdmin(caller)) return;
    const id = uuid.safeParse(request.params[session.param]);
    if (id.success) await this.sessions.require(caller, id.data, session.right);
  }
}

export const UNKNOWN =
  'The key is missing or wrong (Authorization: Bearer or X-API-Key), and nobody is logged in (any more).';

function assertAllowed({ scopes, token }: Identity, route: RouteDescription): void {
  const { scope, keysOnly } = route;
  if (scope !== 'public' && scope !== 'known' && !scopes.has(scope)) {
    throw notAllowed(`The key, or the role, has not the scope ${scope}.`);
  }
  if (keysOnly === true && token !== undefined) {
    throw notAllowed('A session token is not enough: it needs a key, or a log-in.');
  }
}

function notAllowed(message: string): ForbiddenException {
  return new ForbiddenException({ message, problem: NOT_ALLOWED });
}

const FOREIGN_PAGE =
  'Origin: who is logged in asks from a page of the server itself (Sec-Fetch-Site, or Origin).';

/** What whoever is refused is told. */
export function refusalFor(error: unknown, response: Response): unknown {
  if (error instanceof HttpException) return error;
  if (error instanceof ForeignPageError) return new ForbiddenException(FOREIGN_PAGE);
  if (error instanceof UncheckedKeyError || isDatabaseUnavailable(error)) {
    return new ServiceUnavailableException({
      message: 'Who you are, or whose that is, cannot be checked just now; try again.',
      ...(error instanceof UncheckedKeyError ? { retryAfterMs: error.retryAfterMs } : {}),
    });
  }
  if (!(error instanceof CapacityError)) return error;
  return tooManyRequests(response, error.retryAfterMs, error.message);
}
