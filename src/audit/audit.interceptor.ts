import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { catchError, concatMap, from, map, type Observable, throwError } from 'rxjs';

import { API_ROUTE, API_TAG, type RouteDescription } from '../http';
import { callerOf } from '../identity';
import { AuditLog } from './audit-log';

/**
 * Puts on record what is asked of a route that needs `admin` and changes something, or that says so of itself
 * (`audited`): with its answer, before that is sent. What makes no sense (400) is none.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly log: AuditLog,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const caller = callerOf(request);
    const route = this.reflector.get<RouteDescription | undefined>(API_ROUTE, context.getHandler());
    if (caller === undefined || route === undefined || !isAudited(route, request.method)) {
      return next.handle();
    }
    const note = (status: number, answer?: unknown) =>
      from(
        this.log.note(caller, {
          action: route.id,
          targetType: this.reflector.get<string | undefined>(API_TAG, context.getClass()) ?? null,
          targetId: targetOf(request, answer),
          details: { status, ...othersOf(request) },
        }),
      );
    return next.handle().pipe(
      concatMap((answer: unknown) =>
        note(http.getResponse<Response>().statusCode, answer).pipe(map(() => answer)),
      ),
      catchError((error: unknown) => {
        const status = error instanceof HttpException ? error.getStatus() : 500;
        if (status === 400) return throwError(() => error);
        return note(status).pipe(concatMap(() => throwError(() => error)));
      }),
    );
  }
}

/** Whether a request is put on record. */
export function isAudited({ scope, audited }: RouteDescription, method: string): boolean {
  return audited === true || (scope === 'admin' && method !== 'GET' && method !== 'HEAD');
}

/** What the path names beside it: a member of a group, an invite. */
function othersOf({ params: { id: _id, ...others } }: Request): Record<string, unknown> {
  return others;
}

/** What the path names, else what was made. */
function targetOf({ params }: Request, answer: unknown): string | null {
  const { id } = params;
  if (typeof id === 'string') return id.slice(0, 255);
  const made = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
  return typeof made === 'string' ? made : null;
}
