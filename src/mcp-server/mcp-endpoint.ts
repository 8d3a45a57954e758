import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import {
  type BeforeApplicationShutdown,
  ForbiddenException,
  Injectable,
  Logger,
  type OnModuleInit,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { NextFunction, Request as ExpressRequest, Response as ExpressResponse } from 'express';

import { AuthService, refusalFor, UNKNOWN } from '../auth';
import type { Identity } from '../identity';
import { countClient, countRequest, Limits } from '../limits';
import { McpServers } from './mcp-servers';

export const MCP_PATH = '/mcp';

const CLOSING = 'The server is shutting down';
/** What the protocol's library answers where it was closed before there was a result; whatever failed in it is above. */
const GAVE_UP = 499;

/**
 * `/mcp`: the Model Context Protocol over streamable HTTP, the stateless revision (2026-07-28) and the ones before it, behind
 * the keys and scopes of the routes. Like Bull Board it is no route of Nest's: what goes over it is JSON-RPC, whose answers and
 * errors are the protocol's.
 */
@Injectable()
export class McpEndpoint implements OnModuleInit, BeforeApplicationShutdown {
  readonly #logger = new Logger('McpServer');
  readonly #handler: McpHttpHandler;
  #isClosing = false;

  constructor(
    private readonly adapters: HttpAdapterHost,
    private readonly auth: AuthService,
    private readonly limits: Limits,
    servers: McpServers,
  ) {
    this.#handler = createMcpHandler(
      ({ authInfo }) => servers.serverFor(authInfo?.extra?.['caller'] as Identity),
      {
        onerror: (error) => this.#logger.debug({ reason: error.message }, 'A request was refused'),
      },
    );
  }

  onModuleInit(): void {
    this.adapters.httpAdapter.use(
      MCP_PATH,
      (request: ExpressRequest, response: ExpressResponse, next: NextFunction) =>
        void this.#serve(request, response).catch(next),
    );
  }

  /** Before the HTTP server closes, which waits for the answers that run: a listener's never ends by itself. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isClosing = true;
    await this.#handler.close();
  }

  async #serve(request: ExpressRequest, response: ExpressResponse): Promise<void> {
    const caller = await this.#admitted(request, response);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const { method } = request;
    const body: unknown = request.body;
    const asked = new Request(`http://${request.headers.host ?? 'localhost'}${MCP_PATH}`, {
      method,
      headers: headersOf(request),
      signal: gone.signal,
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const answer = await this.#answered(asked, {
      authInfo: {
        token: '',
        clientId: caller.actor,
        scopes: [...caller.scopes],
        extra: { caller },
      },
      ...(method === 'POST' ? { parsedBody: body ?? {} } : {}),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body === null) return void response.end();
    try {
      await pipeline(Readable.fromWeb(answer.body), response);
    } catch (error) {
      // Whoever asked has gone.
      if (!gone.signal.aborted) throw error;
    }
  }

  /** @throws ServiceUnavailableException once the handler is closed, which knows no such answer: also where it was at work. */
  async #answered(...asked: Parameters<McpHttpHandler['fetch']>): Promise<Response> {
    if (this.#isClosing) throw new ServiceUnavailableException(CLOSING);
    const answer = await this.#handler.fetch(...asked);
    if (!this.#isClosing || answer.status < GAVE_UP) return answer;
    await answer.body?.cancel();
    throw new ServiceUnavailableException(CLOSING);
  }

  /** @throws HttpException as the guards of routes do. */
  async #admitted(request: ExpressRequest, response: ExpressResponse): Promise<Identity> {
    response.setHeader('cache-control', 'no-store');
    countRequest(this.limits, request, response);
    const refusal = this.auth.refusalOf(request);
    if (refusal !== undefined) throw new ForbiddenException(refusal);
    try {
      const caller = await this.auth.identify(request);
      if (caller !== undefined) {
        countClient(this.limits, caller, response);
        return caller;
      }
    } catch (error) {
      throw refusalFor(error, response);
    }
    response.setHeader('www-authenticate', 'Bearer');
    throw new UnauthorizedException(UNKNOWN);
  }
}

/** The protocol's own, and what it negotiates by. */
function headersOf({ headers }: ExpressRequest): Headers {
  const taken = Object.entries(headers).filter(
    ([name]) => name.startsWith('mcp-') || name === 'accept' || name === 'content-type',
  );
  return new Headers(taken.map(([name, value]) => [name, String(value)]));
}
