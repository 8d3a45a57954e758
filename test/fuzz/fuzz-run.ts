import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { WebSocket } from 'ws';

import { ONE_THAT_EXISTS, type RestCase, restCases } from './rest-cases';
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
  /** What there is to ask for, as far as it is known. */
  readonly agents: string[];
  readonly sessions: string[];
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
    agents: [...ids],
    sessions: [],
    statuses: new Map(),
    errorCodes: new Map(),
    faults: [],
  };
  const numSockets = Math.ceil((cases * SOCKET_SHARE) / MESSAGES_PER_SOCKET);
  const sockets = fc.sample(socketCases(ids), { numRuns: numSockets, seed });
  await each(sockets, (socket) => talk(url, key, socket, result));
  const numRuns = Math.max(0, cases - result.cases);
  const requests = fc.sample(restCases(ids), { numRuns, seed });
  await each(requests, (request) => ask(url, key, request, result));
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
  const { method, type, body } = request;
  const pool = request.path.startsWith('/api/sessions') ? result.sessions : result.agents;
  const one = pool[result.cases % Math.max(1, pool.length)] ?? randomUUID();
  const path = request.path.replaceAll(ONE_THAT_EXISTS, one);
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'x-api-key': key, ...(type === '' ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    count(result.statuses, response.status);
    const text = await response.text();
    if (response.status === 201 && path === '/api/agents') {
      result.agents.push((JSON.parse(text) as { id: string }).id);
    }
    // The newest take the place of the deleted.
    if (response.status === 204 && pool.length > 1) pool.splice(pool.indexOf(one), 1);
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
    const problem = JSON.parse(text) as Record<string, unknown>;
    return problem['status'] === status && typeof problem['detail'] === 'string';
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
  const { path, opening, messages } = given;
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {
    headers: { 'x-api-key': key },
  });
  let isAnswered = false;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      result.faults.push(`no answer: ${JSON.stringify(given)}`);
      socket.terminate();
    }, ANSWER_WITHIN_MS);
    let hasSent = false;
    const sendAll = () => {
      if (hasSent) return;
      hasSent = true;
      for (const message of messages) socket.send(message);
      socket.send('{"event":"ping"}');
      socket.send('{"id":987654,"method":"interrupt","data":{}}');
    };
    socket.on('open', () => (opening === undefined ? sendAll() : socket.send(opening)));
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return;
      sendAll();
      const text = data.toString();
      const {
        event,
        id,
        data: of,
        error,
      } = JSON.parse(text) as {
        event?: string;
        id?: number;
        data?: { code?: string; session_id?: string };
        error?: { code: string };
      };
      const code = error?.code ?? (event === 'error' ? of?.code : undefined);
      const begun = event === 'session_started' || id === 1 ? of?.session_id : undefined;
      if (begun !== undefined) result.sessions.push(begun);
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
