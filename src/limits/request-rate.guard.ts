import { type CanActivate, type ExecutionContext, HttpException, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CapacityError } from '@vox/voice-core';
import type { Request, Response } from 'express';

import { type KnownClient, Limits } from './limits';

/** Handlers with this metadata are not counted. */
export const IS_UNCOUNTED = Symbol('isUncounted');

/** Answers 429 where one address asks for more than REQUESTS_PER_MINUTE. */
@Injectable()
export class RequestRateGuard implements CanActivate {
  constructor(
    private readonly limits: Limits,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(IS_UNCOUNTED, targets)) return true;
    const http = context.switchToHttp();
    countRequest(this.limits, http.getRequest<Request>(), http.getResponse<Response>());
    return true;
  }
}

/** @throws HttpException (429) where the address has used up REQUESTS_PER_MINUTE. */
export function countRequest(limits: Limits, request: Request, response: Response): void {
  count(limits, limits.addressOf(request), response);
}

/** @throws HttpException (429) where the key, or the log-in, has, from wherever. */
export function countClient(limits: Limits, client: KnownClient, response: Response): void {
  const key = limits.keyOf(client);
  if (key !== undefined) count(limits, key, response);
}

function count(limits: Limits, client: string, response: Response): void {
  if (limits.requests.take(client)) return;
  const waitMs = limits.requests.waitMs(client);
  throw tooManyRequests(response, waitMs, 'Too many requests; see REQUESTS_PER_MINUTE.');
}

/** @throws HttpException (429) when `address` has failed too often just now with keys, invites and the like. */
export function assertMayTry(limits: Limits, address: string, response: Response): void {
  try {
    limits.failedKeys.assertMayTry(address);
  } catch (error) {
    if (!(error instanceof CapacityError)) throw error;
    throw tooManyRequests(response, error.retryAfterMs, error.message);
  }
}

/** 429 with the seconds to wait (RFC 6585 §4). */
export function tooManyRequests(response: Response, waitMs: number, message: string) {
  response.setHeader('Retry-After', Math.max(1, Math.ceil(waitMs / 1000)));
  return new HttpException({ message }, 429);
}
