import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

import { reasonOf } from '../../src/tools/mcp/mcp-failure';
import { call, closeAll, connectTo, listed, web } from './support/mcp-calls';
import { type RawAnswer, RawMcpServer, sendResult } from './support/raw-mcp-server';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();

const MEBIBYTE = 'x'.repeat(1024 * 1024);
const LIMIT = 4 * 1024 * 1024;

describe('an answer of a server of tools', () => {
  let server: RawMcpServer;
  beforeEach(async () => (server = await RawMcpServer.start()));
  afterEach(async () => {
    await closeAll();
    await server.close();
  });

  const host = () => new URL(server.url).host;
  const failureOf = async (answer: RawAnswer) => {
    const connection = await listed(web(server.url));
    server.answer = answer;
    const reason = await call(connection, 'talk').then(() => 'none', reasonOf);
    // Others' calls go on over the same connection.
    server.answer = (response, id) =>
      sendResult(response, id, { content: [{ type: 'text', text: 'Here.' }] });
    expect(await call(connection, 'talk')).toEqual({ content: 'Here.' });
    return reason;
  };

  /** Several times the limit, as fast as somebody reads. */
  const pour = (response: NodeJS.WritableStream, piece: string) => {
    Readable.from(Array.from({ length: 4 * (LIMIT / MEBIBYTE.length) }, () => piece))
      .on('error', () => undefined)
      .pipe(response)
      .on('error', () => undefined);
  };
  const begun = (response: ServerResponse, type: string) =>
    response.writeHead(200, { 'content-type': type });

  it.each([
    [
      'JSON',
      (response: ServerResponse) => {
        begun(response, 'application/json').write('{"jsonrpc":"2.0","result":"');
        pour(response, MEBIBYTE);
      },
    ],
    [
      'compressed JSON',
      (response: ServerResponse) => {
        response.setHeader('content-encoding', 'gzip');
        const gzip = createGzip();
        gzip.pipe(begun(response, 'application/json'));
        pour(gzip, MEBIBYTE);
      },
    ],
    [
      'an event of one line',
      (response: ServerResponse) => {
        begun(response, 'text/event-stream').write('data: {"result":"');
        pour(response, MEBIBYTE);
      },
    ],
    [
      'an event of many lines that can be taken up again',
      (response: ServerResponse) => {
        begun(response, 'text/event-stream').write('id: 1\ndata:\n\n');
        pour(response, `data: ${MEBIBYTE}\n`);
      },
    ],
  ])('is not read past a limit: %s', async (_what, answer) => {
    const reason = await failureOf(answer);
    expect(reason).toBe(`the answer of ${host()} has more than ${LIMIT} bytes`);
  });

  it('may have many events, and comments, that have more together', async () => {
    const connection = await listed(web(server.url));
    server.answer = (response, id) => {
      begun(response, 'text/event-stream');
      const told = { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info' } };
      const event = JSON.stringify({ ...told, params: { ...told.params, data: MEBIBYTE } });
      for (let times = 0; times < 6; times++) {
        response.write(`data: ${event}\r\n\r\n: ${MEBIBYTE}\r\n`);
      }
      const result = { content: [{ type: 'text', text: 'Here.' }] };
      response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id, result })}\n\n`);
    };
    expect(await call(connection, 'talk')).toEqual({ content: 'Here.' });
  });

  it('is not read past it either where it is the list of tools', async () => {
    server.tools = [
      { name: 'talk', description: 'x'.repeat(LIMIT), inputSchema: { type: 'object' } },
    ];
    const connection = connectTo(web(server.url));
    await connection.asked;
    expect(connection.tools).toEqual([]);
    expect(connection.state.problem).toBe(`the answer of ${host()} has more than ${LIMIT} bytes`);
  });
});
