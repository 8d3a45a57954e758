import type { IncomingMessage } from 'node:http';

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import type { Identity } from './identity';

const callers = new WeakMap<IncomingMessage, Identity>();

/** From now on it is known who sends `request`. The guard's to say. */
export function setCaller(request: IncomingMessage, identity: Identity): void {
  callers.set(request, identity);
}

/** Who sends `request`; undefined before the guard has said so, and on a route that is for everybody. */
export function callerOf(request: IncomingMessage): Identity | undefined {
  return callers.get(request);
}

/** A handler's parameter: who is asking. @throws Error where no guard has let them in. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Identity => {
    const caller = callerOf(context.switchToHttp().getRequest<IncomingMessage>());
    if (caller === undefined) throw new Error('Nobody has said who is asking');
    return caller;
  },
);
