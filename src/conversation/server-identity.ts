import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

/** This server, as `servers` knows it: another one with every start. */
@Injectable()
export class ServerIdentity {
  readonly id: string = randomUUID();
}
