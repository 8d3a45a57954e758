import { once } from 'node:events';
import { connect } from 'node:net';

import fc from 'fast-check';

/** What is no request, or hardly one; none of them asks for anything. */
const RAW = [
  ...['hello', 'GET', 'GET /', 'GET / HTTP/9.9', 'get / HTTP/1.1', 'PRI * HTTP/2.0', '\0\0\0\0'],
  ...[
    'GET  HTTP/1.1',
    'GET /\xff HTTP/1.1',
    'GET /a b HTTP/1.1',
    `GET /${'x'.repeat(20_000)} HTTP/1.1`,
  ],
  ...[
    'GET http://evil.example/ HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'BREW /pot HTTP/1.1',
    '\x16\x03\x01',
  ],
].map((line) => `${line}\r\nHost: 127.0.0.1\r\nConnection: close`);

const HEADERS = [
  ...['X: \0', 'X: \x01', ': x', 'X y: z', 'X', 'Content-Length: -1', 'Content-Length: 1e3'],
  ...['Content-Length: 1\r\nContent-Length: 2', 'Content-Length: 3\r\nTransfer-Encoding: chunked'],
  ...['Transfer-Encoding: x', 'Transfer-Encoding: chunked, x', 'Expect: cake', 'Host: other'],
  ...[`X: ${'x'.repeat(20_000)}`, 'Upgrade: x\r\nConnection: upgrade', ' folded'],
].map((header) => `POST /api/agents HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${header}`);

const CHUNKS = ['zz\r\n', '-1\r\n', 'ffffffffffffffff\r\n', '5\r\nab\r\n', '2;x\r\n{}\r\nzz'].map(
  (chunk) =>
    `POST /api/agents HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
);

export const rawCases: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(...RAW, ...HEADERS, ...CHUNKS)
    .map((text) => Buffer.from(`${text}\r\n\r\n`, 'latin1')),
  fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.concat([bytes, END])),
);
const END = Buffer.from('\r\n\r\n');

/**
 * Sends bytes and ends, and reads until the server does.
 * @returns What came back; nothing where the server only hung up.
 */
export async function exchange(url: string, bytes: Buffer, withinMs: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const client = connect(Number(port), hostname).setEncoding('latin1');
  client.setTimeout(withinMs, () => client.destroy(new Error('no answer')));
  let answer = '';
  client.on('data', (part) => (answer += String(part)));
  const closed = once(client, 'close');
  const failed = new Promise<Error>((resolve) => client.once('error', resolve));
  client.end(bytes);
  const ended = await Promise.race([closed, failed]);
  // A server may hang up on what it has not read to its end.
  if (ended instanceof Error && (ended as NodeJS.ErrnoException).code !== 'ECONNRESET') throw ended;
  return answer;
}
