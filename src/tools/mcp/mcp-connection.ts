import {
  type CallToolResult,
  type ElicitRequestFormParams,
  type ElicitResult,
  SdkError,
  SdkErrorCode,
  type Tool,
} from '@modelcontextprotocol/client';
import { CircuitBreaker } from '@vox/outbound';
import { type Clock, Patience } from '@vox/voice-core';

import { isTimeOver } from '../time-limit';
import type { AddressRules } from './mcp-fetch';
import {
  isAnswer,
  isLostConnection,
  isLostSession,
  LATE,
  McpRestingError,
  reasonOf,
} from './mcp-failure';
import type { McpPlace } from './mcp-server';
import { type OpenMcpClient, openMcpClient } from './open-mcp-client';
import { RunningCalls } from './running-calls';

/** So often a server is asked for its tools that tells of no change; it shows, too, that it is there. */
const REFRESH_MS = 30_000;
/** After a failure; twice as long after each further one. */
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;
const LIST_TIMEOUT_MS = 10_000;
/** Of a timer. */
const LONGEST_MS = 2 ** 31 - 1;
const TIMED_OUT = new SdkError(SdkErrorCode.RequestTimeout, LATE);
/** Nobody can be asked, or nobody knows who. */
const NOBODY: ElicitResult = { action: 'cancel' };

export type McpConnectionDeps = {
  readonly clock: Clock;
  readonly rules: AddressRules;
  /** Told when the list may be another. */
  readonly onTools: () => void;
};

export type McpCall = {
  readonly tool: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** For the server, beside the arguments: no model writes it. */
  readonly meta: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Since the request, or the last sign of life. */
  readonly timeoutMs: number;
  readonly maxMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
  /** Asks who has called; the call's time stands still meanwhile. */
  readonly ask: (question: ElicitRequestFormParams) => Promise<ElicitResult>;
};

/** One connection after another: a question comes over the one that the call was made on. */
type CallableClient = OpenMcpClient & { readonly calls: RunningCalls<McpCall> };

/** How a connection is, for people to see. */
export type McpState = {
  readonly status: 'connecting' | 'connected' | 'unreachable';
  readonly protocolVersion: string | undefined;
  readonly serverName: string | undefined;
  readonly serverVersion: string | undefined;
  readonly problem: string | undefined;
};

/**
 * The one connection of the process to one server, shared by all sessions; opened at once, and again whenever it is lost.
 *
 * What the server has listed last stays while it is away: its tools do not come and go with the network. A call is sent once;
 * again only when the server has said that it did not look at it.
 */
export class McpConnection {
  readonly #breaker: CircuitBreaker;
  readonly #closing = new AbortController();
  readonly #kept: Promise<void>;
  readonly #first = Promise.withResolvers<void>();
  #tools: readonly Tool[] = [];
  #open: CallableClient | undefined;
  #opening: Promise<CallableClient> | undefined;
  #problem: string | undefined;
  #wake: () => void = () => undefined;

  constructor(
    readonly place: McpPlace,
    private readonly deps: McpConnectionDeps,
  ) {
    this.#breaker = new CircuitBreaker(deps.clock);
    this.#kept = this.#keep();
  }

  /** As they were listed last. */
  get tools(): readonly Tool[] {
    return this.#tools;
  }

  /** Resolves when the server has been asked for its tools once, whatever came of it. */
  get asked(): Promise<void> {
    return this.#first.promise;
  }

  get state(): McpState {
    const client = this.#open?.client;
    const implementation = client?.getServerVersion();
    const isAway = this.#problem === undefined ? 'connecting' : 'unreachable';
    return {
      status: client === undefined ? isAway : 'connected',
      protocolVersion: client?.getNegotiatedProtocolVersion(),
      serverName: implementation?.name,
      serverVersion: implementation?.version,
      problem: this.#problem,
    };
  }

  /**
   * @throws McpRestingError when the server is left alone; else what `reasonOf` has words for. An abort of the signal is thrown
   * as such; one whose reason is a `TimeoutError` is held against the server.
   */
  async call(call: McpCall): Promise<CallToolResult> {
    const admission = this.#breaker.admit();
    if (admission === undefined) throw new McpRestingError();
    try {
      const result = await this.#callOnce(call).catch((error: unknown) => {
        if (!isLostSession(error) || call.signal.aborted) throw error;
        return this.#callOnce(call);
      });
      admission.succeeded();
      return result;
    } catch (error) {
      if (call.signal.aborted && !isTimeOver(call.signal)) admission.abandoned();
      else if (isAnswer(error)) admission.succeeded();
      else admission.failed(error);
      throw error;
    }
  }

  /** Resolves when it is closed, and a program has ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#kept;
    await this.#opening?.catch(() => undefined);
    await this.#drop();
  }

  async #callOnce(call: McpCall): Promise<CallToolResult> {
    const { tool: name, given, meta, headers, timeoutMs, maxMs, signal, onProgress } = call;
    const open = await this.#connected();
    signal.throwIfAborted();
    const patience = new Patience(this.deps.clock, timeoutMs, maxMs);
    const over = new AbortController();
    const late = new AbortController();
    void patience.over(over.signal).then(() => late.abort(TIMED_OUT));
    const asking = {
      ...call,
      ask: (question: ElicitRequestFormParams) => patience.during(call.ask(question)),
    };
    try {
      return await open.calls.run(asking, () =>
        open.client.callTool(
          { name, arguments: { ...given }, _meta: { ...meta } },
          {
            signal: AbortSignal.any([signal, late.signal]),
            headers,
            // Its own clock would not stand still.
            timeout: LONGEST_MS,
            onprogress: () => {
              patience.renew();
              onProgress();
            },
          },
        ),
      );
    } catch (error) {
      await this.#onFailure(open, error);
      throw error;
    } finally {
      over.abort();
    }
  }

  /** Connects, lists, waits, and lists again, until it is closed. */
  async #keep(): Promise<void> {
    const { clock } = this.deps;
    for (let failures = 0; !this.#closing.signal.aborted;) {
      failures = (await this.#refreshed()) ? 0 : failures + 1;
      this.#first.resolve();
      const awake = new AbortController();
      this.#wake = () => awake.abort();
      const signal = AbortSignal.any([awake.signal, this.#closing.signal]);
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
      await clock.sleepUntil(clock.nowMs() + (failures === 0 ? REFRESH_MS : pauseMs), signal);
      // One that is lost as soon as it is there is not opened without rest.
      if (!awake.signal.aborted) continue;
      await clock.sleepUntil(clock.nowMs() + FIRST_PAUSE_MS, this.#closing.signal);
    }
  }

  /** @returns whether the server has listed its tools. */
  async #refreshed(): Promise<boolean> {
    let open: CallableClient | undefined;
    try {
      open = await this.#connected();
      const options = { signal: this.#closing.signal, timeout: LIST_TIMEOUT_MS };
      const { tools } = await open.client.listTools(undefined, options);
      this.#onListed(tools);
      return true;
    } catch (error) {
      if (open !== undefined) await this.#onFailure(open, error);
      this.#problem = reasonOf(error);
      return false;
    }
  }

  #onListed(tools: readonly Tool[]): void {
    this.#problem = undefined;
    // What is as it was stays the same object, and is not made ready anew.
    if (JSON.stringify(tools) === JSON.stringify(this.#tools)) return;
    this.#tools = tools;
    this.deps.onTools();
  }

  /** One connection, whoever wants it first. */
  async #connected(): Promise<CallableClient> {
    if (this.#open !== undefined) return this.#open;
    this.#closing.signal.throwIfAborted();
    this.#opening ??= this.#opened().finally(() => (this.#opening = undefined));
    const open = await this.#opening;
    this.#open ??= open;
    return open;
  }

  async #opened(): Promise<CallableClient> {
    const calls = new RunningCalls<McpCall>(this.deps.clock);
    const opened = await openMcpClient(this.place, this.deps.rules, {
      onTools: (tools) => this.#onListed(tools),
      onClosed: () => this.#onClosed(),
      onQuestion: (question) => calls.asking?.ask(question) ?? Promise.resolve(NOBODY),
    });
    this.#problem = undefined;
    return { ...opened, calls };
  }

  async #onFailure(open: CallableClient, error: unknown): Promise<void> {
    if (isLostConnection(error) && this.#open === open) await this.#drop();
  }

  #onClosed(): void {
    if (this.#open === undefined) return;
    this.#problem = 'it has closed the connection';
    void this.#drop();
    this.#wake();
  }

  async #drop(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.close().catch(() => undefined);
  }
}
