import { Injectable, type NestMiddleware } from '@nestjs/common';
import { SpeechSynthesizer } from '@vox/voice-core';
import type { NextFunction, Request, Response } from 'express';

import { agentBody, messageBody, sessionBody } from './legacy-bodies';

const AGENTS = /^\/api\/agents(?:\/[^/]+)?\/?$/u;
const SESSIONS = /^\/api\/sessions(?:\/[^/]+)?\/?$/u;
const MESSAGES = /^\/api\/sessions\/[^/]+\/messages\/?$/u;
const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** Puts what clients of VoxBridge 1 send into our fields, before it is validated as everybody's is. */
@Injectable()
export class LegacyBodies implements NestMiddleware {
  constructor(private readonly voices: SpeechSynthesizer) {}

  use(request: Request, _response: Response, next: NextFunction): void {
    const { originalUrl, method } = request;
    const [path = ''] = originalUrl.split('?');
    if (CHANGES.has(method)) {
      const body: unknown = request.body;
      if (AGENTS.test(path)) request.body = agentBody(body, this.voices.controls);
      if (SESSIONS.test(path)) request.body = sessionBody(body);
      if (MESSAGES.test(path)) request.body = messageBody(body);
    }
    next();
  }
}
