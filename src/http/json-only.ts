import { HttpException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

import type { ProblemName } from './problem';

/** Routes that read audio themselves, once who asks is known. No browser sends such a body elsewhere without asking first. */
const AUDIO_ROUTES: ReadonlySet<string> = new Set(['/api/transcriptions']);

/** Where a program sends a form that it has signed: a page could send one as well, and not sign it. */
const SIGNED_FORM_ROUTES: ReadonlySet<string> = new Set(['/auth/backchannel-logout']);
const FORM = 'application/x-www-form-urlencoded';

/**
 * Refuses bodies that are not JSON with 415. A page of another site may send a form or plain text without asking first
 * (CORS "simple" requests); JSON it may not.
 */
export function jsonOnly(request: Request, _response: Response, next: NextFunction): void {
  // False: a body of another type; null: no body.
  const isOther = request.is(['application/json', 'application/*+json']) === false;
  if (!isOther || request.headers['content-length'] === '0') return next();
  if (AUDIO_ROUTES.has(request.path) && request.is('audio/*') !== false) return next();
  if (SIGNED_FORM_ROUTES.has(request.path) && request.is(FORM) !== false) return next();
  next(new UnsupportedMediaTypeException('body: must be JSON (Content-Type: application/json)'));
}

/** Names the body where the parser could not read it: too large, no JSON, or in an encoding that nobody reads. */
export function unreadableBody(
  error: unknown,
  _request: Request,
  _response: Response,
  next: NextFunction,
): void {
  next(isParserError(error) ? refusal(error) : error);
}

function refusal({ statusCode, message }: ParserError): HttpException {
  const body = { message: `body: ${message}`, field: 'body' };
  const problem = statusCode === 400 ? { problem: 'unreadable-body' satisfies ProblemName } : {};
  return new HttpException({ ...body, ...problem }, statusCode);
}

/** What body-parser throws (the package http-errors); `expose`: its message is for the client. */
type ParserError = Error & { readonly statusCode: number };

function isParserError(error: unknown): error is ParserError {
  return error instanceof Error && 'statusCode' in error && 'expose' in error && !!error.expose;
}
