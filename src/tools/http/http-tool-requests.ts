import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  CircuitBreaker,
  type DirectRequest,
  directRequest,
  resolvePublicAddresses,
} from '@vox/outbound';
import {
  Clock,
  InvalidInputError,
  type ToolResult,
  type ToolRun,
  WorkflowAnswers,
} from '@vox/voice-core';

import { AppConfig } from '../../config';
import { type CalledBy, callerHeaders } from '../tool-caller';
import { isTimeOver } from '../time-limit';
import { failed } from '../tool-definition';
import { resultOf } from './http-answer';
import { hasBody, type HttpTool } from './http-tool';
import { expandUrl, placeholdersOf } from './url-template';

/** `status` where the server answered. */
export type HttpToolAnswer = { readonly status?: number; readonly result: ToolResult };

export type HttpToolRun = CalledBy & Pick<ToolRun, 'signal'>;

type Arguments = Readonly<Record<string, unknown>>;

/** Shorter than servers keep a connection that nobody uses (5 s is common). */
const KEPT = { keepAlive: true, timeout: 4000 };

/** What a connection that the server has just closed fails with; whether the request arrived, nobody knows. */
const RESET: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Asks the servers of HTTP tools. A request goes to an address that was looked at, and redirects are not followed. One of a tool
 * that changes something is sent once, on a connection of its own; those of others share connections, and are sent once more where
 * the server has just closed one. A server that keeps failing is left alone for a while, by all sessions alike.
 */
@Injectable()
export class HttpToolRequests implements OnApplicationShutdown {
  readonly #logger = new Logger('Tools');
  /** By origin: templates fix it, so there are no more than there were tools. */
  readonly #circuits = new Map<string, CircuitBreaker>();
  readonly #agents = { 'http:': new HttpAgent(KEPT), 'https:': new HttpsAgent(KEPT) };

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly workflows: WorkflowAnswers,
  ) {}

  onApplicationShutdown(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** Never rejects: what went wrong is told in words for the model, without where it was and what was sent. */
  async send(tool: HttpTool, given: Arguments, run: HttpToolRun): Promise<HttpToolAnswer> {
    const { url, problem } = expandUrl(tool.url, given);
    if (url === undefined) return { result: failed(problem) };
    const admission = this.#circuitOf(new URL(url).origin).admit();
    if (admission === undefined) {
      return { result: failed('Its server has failed several times, so it was not asked.') };
    }
    const limit = new AbortController();
    const over = new AbortController();
    const endAtMs = this.clock.nowMs() + tool.timeoutMs;
    void this.clock.sleepUntil(endAtMs, over.signal).then(() => {
      if (!over.signal.aborted) limit.abort();
    });
    const signal = AbortSignal.any([run.signal, limit.signal]);
    try {
      const response = await this.#ask(tool, url, given, { ...run, signal });
      const { status } = response;
      const result = await resultOf(tool, response, (text) => this.workflows.read(text, given));
      if (status >= 500) admission.failed(new Error(`HTTP ${status}`));
      else admission.succeeded();
      if (!response.ok) this.#logger.warn({ tool: tool.name, status }, 'A tool was refused');
      return { status, result };
    } catch (error) {
      const isDue = this.clock.nowMs() >= endAtMs;
      const isLate = limit.signal.aborted || isTimeOver(run.signal) || isDue;
      const isGivenUp = run.signal.aborted && !isLate;
      if (isGivenUp || error instanceof InvalidInputError) admission.abandoned();
      else admission.failed(error);
      const reason = isGivenUp ? 'It was given up.' : reasonOf(error, isLate, tool);
      if (!isGivenUp) this.#logger.warn({ tool: tool.name, reason }, 'A tool could not be asked');
      return { result: failed(reason) };
    } finally {
      over.abort();
    }
  }

  async #ask(tool: HttpTool, url: string, given: Arguments, run: HttpToolRun): Promise<Response> {
    const { OUTBOUND_ALLOW_PRIVATE, OUTBOUND_ALLOWED_HOSTS } = this.config.llm;
    const addresses = OUTBOUND_ALLOW_PRIVATE
      ? undefined
      : await resolvePublicAddresses(url, 'url', OUTBOUND_ALLOWED_HOSTS);
    run.signal.throwIfAborted();
    const { method, headers, secretHeaders } = tool;
    const content = hasBody(method)
      ? { type: { 'content-type': 'application/json' }, body: bodyOf(tool, given) }
      : { type: {}, body: undefined };
    return this.#sent(tool, url, {
      method,
      headers: {
        accept: 'application/json, text/*;q=0.9',
        'user-agent': 'VoxBridge',
        ...lowerCase(headers),
        ...lowerCase(secretHeaders),
        ...content.type,
        ...callerHeaders(run),
      },
      ...(content.body === undefined ? {} : { body: content.body }),
      signal: run.signal,
      addresses,
    });
  }

  async #sent({ isReadOnly }: HttpTool, url: string, request: DirectRequest): Promise<Response> {
    if (!isReadOnly) return directRequest(url, request);
    const agent = this.#agents[url.startsWith('https:') ? 'https:' : 'http:'];
    try {
      return await directRequest(url, { ...request, agent });
    } catch (error) {
      const isReset = RESET.has((error as NodeJS.ErrnoException).code);
      if (!isReset || request.signal.aborted) throw error;
      return directRequest(url, request);
    }
  }

  #circuitOf(origin: string): CircuitBreaker {
    const circuit = this.#circuits.get(origin) ?? new CircuitBreaker(this.clock);
    this.#circuits.set(origin, circuit);
    return circuit;
  }
}

/** Arguments that stand nowhere in the URL. */
function bodyOf({ url }: HttpTool, given: Arguments): string {
  const { path, query } = placeholdersOf(url);
  const rest = Object.entries(given).filter(([name]) => !path.has(name) && !query.has(name));
  return JSON.stringify(Object.fromEntries(rest));
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function reasonOf(error: unknown, isLate: boolean, { timeoutMs, isReadOnly }: HttpTool): string {
  if (error instanceof InvalidInputError) {
    return error.cause === undefined
      ? 'Its address is private, and OUTBOUND_ALLOWED_HOSTS does not have it: it was not asked.'
      : 'Its host cannot be found.';
  }
  if (isLate) {
    const late = `It did not answer within ${Math.round(timeoutMs / 100) / 10} s.`;
    return isReadOnly ? late : `${late} It may have happened all the same.`;
  }
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? `It cannot be reached (${code}).` : 'It cannot be reached.';
}
