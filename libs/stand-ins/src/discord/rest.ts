import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import type { StandInWatcher } from '../common/notice';
import type { StandInBot } from './bot';
import type { Changes } from './changes';
import type { Commands } from './commands';
import { Outage } from './outage';
import { isJson, type Json, readJson } from './json';
import { failure, NOT_FOUND, type RestAnswer, type RestCall, type RestWorld } from './rest-call';
import { RestLimits, type RestRefusal } from './rest-limits';
import { REST_ROUTES } from './rest-routes';

export type RestHost = RestWorld & { botByToken(token: string): StandInBot | undefined };

const UNAUTHORIZED = failure(401, 0, '401: Unauthorized');

/** These show a token of their own. */
const WITHOUT_BOT = /^\/(?:interactions|webhooks)\//u;

/** The REST API, version 10. */
export class Rest {
  readonly calls: RestCall[] = [];
  readonly limits = new RestLimits();
  readonly outage = new Outage();
  readonly #host: RestHost;
  readonly #commands: Commands;
  readonly #changes: Changes;
  #status: number | undefined;
  #watcher: StandInWatcher | undefined;

  constructor(host: RestHost, commands: Commands, changes: Changes) {
    this.#host = host;
    this.#commands = commands;
    this.#changes = changes;
  }

  /** Answers everything with this status from now on; `undefined` behaves. */
  fail(status: number | undefined): void {
    this.#status = status;
  }

  /** Tells `watcher` of each request from now on. */
  watch(watcher: StandInWatcher): void {
    this.#watcher = watcher;
  }

  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await text(incoming).catch(() => '');
    this.outage.admit(incoming.socket, () => this.#serve(incoming, response, raw));
  }

  #serve(incoming: IncomingMessage, response: ServerResponse, raw: string): void {
    const url = new URL(incoming.url ?? '/', 'http://stand-in');
    const call: RestCall = {
      method: incoming.method ?? 'GET',
      path: decodeURIComponent(url.pathname.replace(/^\/api(?:\/v\d+)?/u, '')),
      query: url.searchParams,
      body: readBody(raw),
      authorization: incoming.headers.authorization,
      atMs: performance.now(),
    };
    const index = this.calls.push(call) - 1;
    const notice = { index, path: incoming.url ?? '/' };
    this.#watcher?.({ type: 'opened', ...notice, atMs: Date.now(), body: raw });
    response.once('close', () => {
      const wasAborted = !response.writableFinished;
      this.#watcher?.({ type: 'closed', ...notice, atMs: Date.now(), wasAborted });
    });
    const request = `${call.method} ${call.path}`;
    const headers = this.limits.headers(request);
    const refusal = this.limits.take(request);
    if (refusal === undefined) send(response, this.#answer(call), headers);
    else refuse(response, refusal, headers);
    call.status = response.statusCode;
    this.#changes.notify();
  }

  #answer(call: RestCall): RestAnswer {
    if (this.#status !== undefined) return failure(this.#status, 0, 'A fault of the stand-in');
    const token = call.authorization?.replace(/^Bot /u, '') ?? '';
    const bot = this.#host.botByToken(token);
    if (bot === undefined && !WITHOUT_BOT.test(call.path)) return UNAUTHORIZED;
    for (const { method, path, answer } of REST_ROUTES) {
      if (method !== 'ANY' && method !== call.method) continue;
      const match = path.exec(call.path);
      if (match === null) continue;
      return answer({ call, bot, ids: match.slice(1) }, this.#host, this.#commands);
    }
    return NOT_FOUND;
  }
}

/** Commands come as a list. */
function readBody(raw: string): Json {
  const wrapped = raw.startsWith('[') ? `{"items":${raw}}` : raw;
  const body = readJson(wrapped);
  return isJson(body) ? body : {};
}

/** An answer without a body has no content type: clients would try to read it. */
function send(
  response: ServerResponse,
  { status, body }: RestAnswer,
  headers: Record<string, string>,
): void {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...headers, ...type });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function refuse(
  response: ServerResponse,
  { retryAfterMs, isGlobal }: RestRefusal,
  headers: Record<string, string>,
): void {
  response.writeHead(429, {
    ...headers,
    'content-type': 'application/json',
    'retry-after': String(Math.ceil(retryAfterMs / 1000)),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': (retryAfterMs / 1000).toFixed(3),
    'x-ratelimit-scope': isGlobal ? 'global' : 'user',
    ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
  });
  const message = 'You are being rate limited.';
  response.end(
    JSON.stringify({ message, retry_after: retryAfterMs / 1000, global: isGlobal, code: 0 }),
  );
}
