import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import { PROBLEM_TYPE } from './problem';
import { problemWith } from './problem.filter';

/** What Node's parser refuses by a status of its own; all else is 400. */
const STATUSES: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end'],
};

/** Refuses as all else is refused what Node itself takes for no request, and closes the connection. */
export function refuseUnparsedRequests(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answers.set(socket, response);
    response.once('close', () => {
      if (answers.get(socket) === response) answers.delete(socket);
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // In the middle of an answer these words would be taken for a part of it.
    const answer = answers.get(socket);
    const isHead = answer?.req.method === 'HEAD';
    if (!socket.writable || answer?.headersSent === true) socket.destroy();
    else socket.end(refusalOf(error.code ?? '', isHead), () => socket.destroy());
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.stringify(
      problemWith(417, undefined, { message: 'Expect: knows 100-continue only' }),
    );
    const headers = { 'Content-Type': PROBLEM_TYPE, 'Content-Length': Buffer.byteLength(body) };
    response.writeHead(417, headers).end(body);
  });
}

/** @param isHead Whether the head alone was asked for: more would be taken for another answer. */
function refusalOf(code: string, isHead: boolean): string {
  const [status, message] = STATUSES[code] ?? [400, 'This is no request of HTTP/1.1'];
  const body = JSON.stringify(problemWith(status, undefined, { message }));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    isHead ? '' : body,
  ].join('\r\n');
}
