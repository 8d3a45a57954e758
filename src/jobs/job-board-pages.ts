import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { JobBoard } from '@vox/jobs';

import { AuthService } from '../auth';
import { isAdmin } from '../identity';

const PATH = '/api/jobs/board';

/** `Basic` with the key as the password: what a browser can be asked for, and sends along with each part of a page. */
const BASIC = /^Basic (?<credentials>[A-Za-z0-9+/]+={0,2})$/iu;

/** Bull Board at `/api/jobs/board`, for admins. */
@Injectable()
export class JobBoardPages implements OnModuleInit {
  constructor(
    private readonly adapters: HttpAdapterHost,
    private readonly auth: AuthService,
    private readonly board: JobBoard,
  ) {}

  /** Before the routes are made, among which `/api/jobs/:id` would take its place. */
  onModuleInit(): void {
    const { httpAdapter } = this.adapters;
    httpAdapter.use(
      PATH,
      (request: IncomingMessage, response: ServerResponse, next: () => void) =>
        void this.#guard(request, response, next),
    );
    httpAdapter.use(PATH, this.board.at(PATH));
  }

  async #guard(
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): Promise<void> {
    if (!this.auth.isTrustedSource(request)) return void response.writeHead(403).end();
    const { authorization = '' } = request.headers;
    const credentials = BASIC.exec(authorization)?.groups?.['credentials'];
    if (credentials !== undefined) {
      const [, ...key] = Buffer.from(credentials, 'base64').toString().split(':');
      request.headers.authorization = `Bearer ${key.join(':')}`;
    }
    if (await this.#isAdmin(request)) return next();
    response.writeHead(401, { 'www-authenticate': 'Basic realm="VoxBridge API key"' }).end();
  }

  async #isAdmin(request: IncomingMessage): Promise<boolean> {
    try {
      const identity = await this.auth.identify(request);
      return identity !== undefined && isAdmin(identity);
    } catch {
      // Too many wrong keys came from there, or the database does not say whether this is one.
      return false;
    }
  }
}
