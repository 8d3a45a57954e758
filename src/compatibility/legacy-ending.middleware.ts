import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

import { isEnding } from './legacy-bodies';

/** What made a session of VoxBridge 1 inactive asks for its end, and is one: by that route, with its guard. */
@Injectable()
export class LegacyEnding implements NestMiddleware {
  use(request: Request<{ id: string }>, _response: Response, next: NextFunction): void {
    if (isEnding(request.body)) {
      request.method = 'POST';
      request.url = `/api/sessions/${encodeURIComponent(request.params.id)}/end`;
      request.body = undefined;
    }
    next();
  }
}
