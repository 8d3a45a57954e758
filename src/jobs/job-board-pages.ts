import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { JobBoard } from '@vox/jobs';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { AuditLog } from '../audit';
import { AuthService } from '../auth';
import { type Identity, isAdmin } from '../identity';
import { countClient, countRequest, Limits } from '../limits';

const PATH = '/api/jobs/board';

/** `Basic` with the key as the password: what a browser can be asked for, and sends along with each part of a page. */
const BASIC = /^Basic (?<credentials>[A-Za-z0-9+/]+={0,2})$/iu;

/** Of a target's column. */
const MOST_CHARACTERS = 255;

/** Bull Board at `/api/jobs/board`, for admins: limited and put on record as routes are, whose guards do not see it. */
@Injectable()
export class JobBoardPages implements OnModuleInit {
  #pages: Promise<RequestHandler> | undefined;

  constructor(
    private readonly adapters: HttpAdapterHost,
    private readonly auth: AuthService,
    private readonly board: JobBoard,
    private readonly limits: Limits,
    private readonly audit: AuditLog,
  ) {}

  /** Before the routes are made, among which `/api/jobs/:id` would take its place. */
  onModuleInit(): void {
    const { httpAdapter } = this.adapters;
    httpAdapter.use(
      PATH,
      (request: Request, response: Response, next: NextFunction) =>
        void this.#serve(request, response, next).catch(next),
    );
  }

  /** @throws HttpException (429) where somebody asks too often. */
  async #serve(request: Request, response: Response, next: NextFunction): Promise<void> {
    countRequest(this.limits, request, response);
    if (!this.auth.isTrustedSource(request)) return void response.writeHead(403).end();
    const { authorization = '' } = request.headers;
    const credentials = BASIC.exec(authorization)?.groups?.['credentials'];
    if (credentials !== undefined) {
      const [, ...key] = Buffer.from(credentials, 'base64').toString().split(':');
      request.headers.authorization = `Bearer ${key.join(':')}`;
    }
    const admin = await this.#adminOf(request);
    if (admin !== undefined) {
      countClient(this.limits, admin, response);
      this.#noteOnceDone(admin, request, response);
      this.#pages ??= this.board.at(PATH);
      const pages = await this.#pages;
      return void pages(request, response, next);
    }
    response.writeHead(401, { 'www-authenticate': 'Basic realm="VoxBridge API key"' }).end();
  }

  async #adminOf(request: Request): Promise<Identity | undefined> {
    try {
      const identity = await this.auth.identify(request);
      return identity !== undefined && isAdmin(identity) ? identity : undefined;
    } catch {
      // Too many wrong keys came from there, or the database does not say whether this is one.
      return undefined;
    }
  }

  /** Jobs are tried again, dropped and held up by what is no mere look at them. */
  #noteOnceDone(admin: Identity, { method, path }: Request, response: Response): void {
    if (method === 'GET' || method === 'HEAD') return;
    response.once('finish', () => {
      void this.audit.note(admin, {
        action: 'changeJobs',
        targetType: 'Jobs',
        targetId: path.slice(0, MOST_CHARACTERS),
        details: { status: response.statusCode, by: 'board' },
      });
    });
  }
}
