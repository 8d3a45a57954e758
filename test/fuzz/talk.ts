import { WebSocket } from 'ws';

import { ANSWER_WITHIN_MS } from './ask';
import type { Canaries } from './canaries';
import type { FuzzResult } from './fuzz-result';
import { type KnownIds, inJson } from './known-ids';
import type { SocketCase } from './socket-cases';

/** As far as a message has them. */
type Received = {
  readonly event?: string;
  readonly id?: number;
  readonly data?: {
    readonly code?: string;
    readonly session_id?: string;
    readonly message?: string;
  };
  readonly error?: { readonly code: string; readonly message: string };
};

/** The id of the request that is sent last. */
const LAST_ID = 987_654;
const INTERNAL_ERROR = 1011;

/** What all sockets of a run have in common. */
export type Talking = {
  readonly url: string;
  readonly key: string;
  readonly known: KnownIds;
  readonly canaries: Canaries;
  readonly result: FuzzResult;
};

/** Sends all messages, then one that is answered, and reads until its answer or the close. */
export async function talk(given: SocketCase, talking: Talking): Promise<void> {
  const { url, key, known, result } = talking;
  const { socket: of, query, opening, messages } = given;
  result.sockets += 1;
  const socket = new WebSocket(`${url.replace('http', 'ws')}${of.path}${query}`, {
    headers: { 'x-api-key': key },
  });
  let isAnswered = false;
  let hasSent = false;
  const sendAll = () => {
    if (hasSent) return;
    hasSent = true;
    for (const { data, isBinary } of messages) {
      socket.send(isBinary ? data : known.fill(data.toString('latin1'), true, inJson), {
        binary: isBinary,
      });
    }
    socket.send('{"event":"ping"}');
    socket.send(`{"id":${LAST_ID},"method":"interrupt","data":{}}`);
  };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      result.faults.push(`no answer: ${show(given)}`);
      socket.terminate();
    }, ANSWER_WITHIN_MS);
    socket.on('open', () => (opening === undefined ? sendAll() : socket.send(opening)));
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return;
      sendAll();
      const received = judged(data.toString(), given, talking);
      if (received.event !== 'pong' && received.id !== LAST_ID) return;
      isAnswered = true;
      socket.close();
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      clearTimeout(timer);
      if (!isAnswered && code === INTERNAL_ERROR)
        result.faults.push(`closed with 1011: ${show(given)}`);
      resolve();
    });
  });
  result.cases += messages.length;
  for (const { name } of messages) result.countMessage(of.path, name ?? 'other');
}

function judged(text: string, given: SocketCase, { known, canaries, result }: Talking): Received {
  const received = JSON.parse(text) as Received;
  const { event, id, data, error } = received;
  const fit = given.socket.received.safeParse(received);
  if (!fit.success) result.faults.push(`not of the protocol: ${show(given)} ${text}`);
  const told = error ?? (event === 'error' ? data : undefined);
  const begun = event === 'session_started' || id === 1 ? data?.session_id : undefined;
  if (begun !== undefined) known.add('sessions', begun);
  if (told !== undefined) {
    const { code = 'none', message = '' } = told;
    result.countError(code);
    if (code === 'internal_error' || message === '')
      result.faults.push(`${code}: ${show(given)} ${text}`);
  }
  const leak = canaries.leakIn(text, '', []);
  if (leak !== undefined) result.faults.push(`shows ${leak}: ${show(given)} ${text}`);
  return received;
}

function show({ socket, query, opening, messages }: SocketCase): string {
  const sent = messages.map(({ data }) => data.subarray(0, 200).toString());
  return JSON.stringify({ path: `${socket.path}${query}`, opening, sent });
}
