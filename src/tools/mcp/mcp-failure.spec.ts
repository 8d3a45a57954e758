import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { InvalidInputError } from '@vox/voice-core';

import {
  ANSWER_TOO_LONG,
  AnswerTooLongError,
  isAnswer,
  isLostConnection,
  McpRestingError,
  reasonOf,
} from './mcp-failure';

const http = (status: number, message = 'Bad') =>
  new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, message, { status });
const because = (cause: unknown) => Object.assign(new Error('fetch failed'), { cause });

it.each([
  [new McpRestingError(), 'it has failed several times, so it was not asked'],
  [http(503), 'it answers HTTP 503'],
  [new ProtocolError(-32602, 'No such tool'), 'No such tool'],
  [new SdkError(SdkErrorCode.RequestTimeout, 'x'), 'it does not answer in time'],
  [
    because(Object.assign(new Error('no'), { code: 'ECONNREFUSED' })),
    'it cannot be reached (ECONNREFUSED)',
  ],
  [
    because(new InvalidInputError('url', 'x')),
    'its address is private, and OUTBOUND_ALLOWED_HOSTS does not have it',
  ],
  [new Error('Bearer secret'), 'it cannot be understood'],
])('says of %s why, and nothing that was sent', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});

it('knows an answer from an outage, and a session that is gone from a request that is none', () => {
  expect(isAnswer(new ProtocolError(-32602, 'x'))).toBe(true);
  expect(isAnswer(http(503))).toBe(false);
  expect(isLostConnection(http(404))).toBe(true);
  expect(isLostConnection(http(400, 'No valid session ID'))).toBe(true);
  expect(isLostConnection(http(401, 'No transport found for sessionId'))).toBe(true);
  expect(isLostConnection(http(401))).toBe(false);
  expect(isLostConnection(http(400))).toBe(false);
  expect(isLostConnection(new SdkError(SdkErrorCode.ConnectionClosed, 'x'))).toBe(true);
});

it('holds an answer that is too long against the server, wherever it was noticed', () => {
  const tooLong = new AnswerTooLongError('shop.example', 9);
  const inStream = new ProtocolError(ANSWER_TOO_LONG, tooLong.message);
  for (const error of [tooLong, because(tooLong), inStream]) {
    expect(reasonOf(error)).toBe('the answer of shop.example has more than 9 bytes');
    expect(isAnswer(error)).toBe(false);
    expect(isLostConnection(error)).toBe(false);
  }
});
