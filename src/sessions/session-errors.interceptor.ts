import { Injectable } from '@nestjs/common';

import { ServiceErrorsInterceptor } from '../http';

/** What finding an agent for a session may throw, as HTTP says it. */
@Injectable()
export class SessionErrorsInterceptor extends ServiceErrorsInterceptor {
  protected override translate(error: unknown): unknown {
    return error;
  }
}
