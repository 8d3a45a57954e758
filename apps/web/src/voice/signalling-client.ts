import {
  consumedSchema,
  type ErrorCode,
  joinedSchema,
  producedSchema,
  type ServerEvent,
  serverEventSchema,
  type SignallingRequest,
  signallingResponseSchema,
} from '@vox/protocol';
import { z } from 'zod';

import { type ProblemCode, VoiceProblem } from './problem';

const CONNECT_TIMEOUT_MS = 8000;
/** Every request is answered from memory in milliseconds; after this the server is gone. */
const REQUEST_TIMEOUT_MS = 10_000;

const resultSchemas = {
  join: joinedSchema,
  connect_transport: z.unknown(),
  produce: producedSchema,
  consume: consumedSchema,
  resume: z.unknown(),
  text_message: z.unknown(),
  interrupt: z.unknown(),
  consent: z.unknown(),
  leave: z.unknown(),
} as const satisfies Record<SignallingRequest['method'], z.ZodType>;

type Method = SignallingRequest['method'];
type DataOf<M extends Method> = Extract<SignallingRequest, { method: M }>['data'];
type ResultOf<M extends Method> = z.infer<(typeof resultSchemas)[M]>;

type Pending = {
  readonly resolve: (data: unknown) => void;
  readonly reject: (problem: VoiceProblem) => void;
  readonly timer: ReturnType<typeof setTimeout>;
};

export type SignallingListener = {
  readonly onEvent: (event: ServerEvent) => void;
  /** The server or the network closed the socket. Told once, and not after `close()`. */
  readonly onClose: (code: number, problem: VoiceProblem) => void;
};

/** Requests, answers and server events over one WebSocket. Whoever opened it closes it. */
export class SignallingClient {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private lastError: VoiceProblem | undefined;
  private isClosed = false;

  private constructor(
    private readonly socket: WebSocket,
    private readonly listener: SignallingListener,
  ) {
    socket.addEventListener('message', (message) => this.receive(message.data));
    socket.addEventListener('close', (closed) => this.lose(closed.code, closed.reason));
  }

  /**
   * Opens the socket.
   * @throws VoiceProblem `server_unreachable`, also when `signal` aborts.
   */
  static connect(
    url: string,
    listener: SignallingListener,
    signal: AbortSignal,
  ): Promise<SignallingClient> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', fail);
        socket.removeEventListener('open', open);
        socket.removeEventListener('close', fail);
      };
      const open = () => {
        settle();
        resolve(new SignallingClient(socket, listener));
      };
      const fail = () => {
        settle();
        socket.close();
        reject(new VoiceProblem('server_unreachable'));
      };
      const timer = setTimeout(fail, CONNECT_TIMEOUT_MS);
      socket.addEventListener('open', open);
      socket.addEventListener('close', fail);
      signal.addEventListener('abort', fail);
      if (signal.aborted) fail();
    });
  }

  /**
   * Asks, and gives the checked answer.
   * @throws VoiceProblem with the server's code, `invalid_message` for an answer that breaks the
   * protocol, or `server_unreachable` when none comes.
   */
  async request<M extends Method>(method: M, data: DataOf<M>): Promise<ResultOf<M>> {
    const answer = await this.exchange(method, data);
    const result = resultSchemas[method].safeParse(answer);
    if (!result.success) {
      throw new VoiceProblem('invalid_message', `The answer to ${method} is malformed.`);
    }
    return result.data as ResultOf<M>;
  }

  /** Says goodbye and closes. Safe while the page unloads, and safe to call again. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ id: this.nextId++, method: 'leave', data: {} }));
    }
    this.socket.close(1000);
    this.rejectPending(new VoiceProblem('server_unreachable'));
  }

  private exchange(method: Method, data: unknown): Promise<unknown> {
    if (this.isClosed || this.socket.readyState !== WebSocket.OPEN) {
      return Promise.reject(this.lastError ?? new VoiceProblem('server_unreachable'));
    }
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new VoiceProblem('server_unreachable', `No answer to ${method}.`));
      }, REQUEST_TIMEOUT_MS);
      this.pending.set(id, { resolve, reject, timer });
      this.socket.send(JSON.stringify({ id, method, data }));
    });
  }

  private receive(raw: unknown): void {
    const message = parseJson(raw);
    const event = serverEventSchema.safeParse(message);
    if (event.success) {
      if (event.data.event === 'error' && endsConnection(event.data.data.code)) {
        this.lastError = new VoiceProblem(event.data.data.code, event.data.data.message);
      }
      if (!this.isClosed) this.listener.onEvent(event.data);
      return;
    }
    const response = signallingResponseSchema.safeParse(message);
    // A newer server may say things that this page does not know; the conversation goes on.
    if (!response.success) return;
    const pending = this.pending.get(response.data.id);
    if (pending === undefined) return;
    this.pending.delete(response.data.id);
    clearTimeout(pending.timer);
    if (response.data.ok) pending.resolve(response.data.data);
    else pending.reject(new VoiceProblem(response.data.error.code, response.data.error.message));
  }

  private lose(code: number, reason: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const problem = this.lastError ?? new VoiceProblem(problemOfCloseCode(code), reason);
    this.rejectPending(problem);
    this.listener.onClose(code, problem);
  }

  private rejectPending(problem: VoiceProblem): void {
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer);
      reject(problem);
    }
    this.pending.clear();
  }
}

/** Errors that the server follows by closing; any other leaves the connection usable. */
function endsConnection(code: ErrorCode): boolean {
  return code === 'unauthorized' || code === 'capacity' || code === 'media_failed';
}

/** For a server that closed without a word. RFC 6455 §7.4.1. */
function problemOfCloseCode(code: number): ProblemCode {
  switch (code) {
    case 1008:
      return 'unauthorized';
    case 1011:
      return 'internal_error';
    case 1013:
      return 'capacity';
    default:
      return 'server_unreachable';
  }
}

function parseJson(raw: unknown): unknown {
  if (typeof raw !== 'string') return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    // Not JSON: not a message of the protocol, and treated like any other unknown message.
    return undefined;
  }
}
