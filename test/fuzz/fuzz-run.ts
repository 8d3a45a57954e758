import fc from 'fast-check';
import { WebSocket } from 'ws';

import { type RestCase, restCases } from './rest-cases';
import { type SocketCase, socketCases } from './socket-cases';

/** As many as answer at once on two cores. */
const AT_ONCE = 12;
/** A server that does not answer for so long hangs. */
const ANSWER_WITHIN_MS = 30_000;
/** Of all cases, messages on sockets. */
const SOCKET_SHARE = 0.4;
const MESSAGES_PER_SOCKET = 4;

export type FuzzResult = {
  /** Requests and messages that were sent. */
  cases: number;
  sockets: number;
  readonly statuses: Map<number, number>;
  readonly errorCodes: Map<string, number>;
  /** What must not be, with what led to it. */
  readonly faults: string[];
};

/** Sends `cases` requests and messages to `url` that nobody in their right mind would. */
export async function fuzz(
  url: string,
  key: string,
  {
    cases,
    seed,
    ids,
  }: { readonly cases: number; readonly seed: number; readonly ids: readonly string[] },
): Promise<FuzzResult> {
  const result: FuzzResult = {
    cases: 0,
    sockets: 0,
    statuses: new Map(),
    errorCodes: new Map(),
    faults: [],
  };
  const restCount = Math.round(cases * (1 - SOCKET_SHARE));
  const requests = fc.sample(restCases(ids), { numRuns: restCount, seed });
  await each(requests, (request) => ask(url, key, request, result));
  while (result.cases < cases) {
    const numRuns = Math.ceil((cases - result.cases) / MESSAGES_PER_SOCKET);
    const sockets = fc.sample(socketCases(ids), { numRuns, seed: seed + result.cases });
    await each(sockets, (socket) => talk(url, key, socket, result));
  }
  return result;
}

async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function ask(url: string, key: string, request: RestCase, result: FuzzResult): Promise<void> {
  result.cases += 1;
  const { method, path, type, body } = request;
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'x-api-key': key, ...(type === '' ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    count(result.statuses, response.status);
    const text = await response.text();
    // 503: no bot of Discord is there to do it.
    if (response.status === 500) result.faults.push(`500: ${JSON.stringify(request)} ${text}`);
    if (response.status >= 400 && !hasShape(text, response.status)) {
      result.faults.push(`shape: ${JSON.stringify(request)} ${text}`);
    }
  } catch (error) {
    result.faults.push(`no answer: ${JSON.stringify(request)} ${String(error)}`);
  }
}

function hasShape(text: string, status: number): boolean {
  try {
    const { statusCode, error, message } = JSON.parse(text) as Record<string, unknown>;
    return statusCode === status && typeof error === 'string' && typeof message === 'string';
  } catch {
    // Then it has none.
    return false;
  }
}

/** Sends all messages, then one that is answered, and reads until its answer or the close. */
async function talk(
  url: string,
  key: string,
  given: SocketCase,
  result: FuzzResult,
): Promise<void> {
  result.sockets += 1;
  const { path, messages } = given;
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {
    headers: { 'x-api-key': key },
  });
  let isAnswered = false;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      result.faults.push(`no answer: ${JSON.stringify(given)}`);
      socket.terminate();
    }, ANSWER_WITHIN_MS);
    socket.on('open', () => {
      for (const message of messages) socket.send(message);
      socket.send('{"event":"ping"}');
      socket.send('{"id":987654,"method":"interrupt","data":{}}');
    });
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return;
      const text = data.toString();
      const {
        event,
        id,
        data: of,
        error,
      } = JSON.parse(text) as {
        event?: string;
        id?: number;
        data?: { code?: string };
        error?: { code: string };
      };
      const code = error?.code ?? (event === 'error' ? of?.code : undefined);
      if (code !== undefined) count(result.errorCodes, code);
      if (code === 'internal_error') result.faults.push(`internal_error: ${show(given)} ${text}`);
      if (event !== 'pong' && id !== 987_654) return;
      isAnswered = true;
      socket.close();
    });
    socket.on('error', () => undefined);
    socket.on('close', (closeCode) => {
      clearTimeout(timer);
      if (!isAnswered && closeCode === 1011) result.faults.push(`closed with 1011: ${show(given)}`);
      resolve();
    });
  });
  result.cases += messages.length;
}

function show({ path, messages }: SocketCase): string {
  return JSON.stringify({ path, messages: messages.map((message) => message.slice(0, 200)) });
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
