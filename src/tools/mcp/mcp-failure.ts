import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { InvalidInputError } from '@vox/voice-core';

/** The server is not asked: it has failed several times in a row. */
export class McpRestingError extends Error {
  constructor() {
    super('it has failed several times, so it was not asked');
  }
}

/** Of a failure that is written in place of a stream's answer, which HTTP calls "Content Too Large". */
export const ANSWER_TOO_LONG = 413;

/** The server's answer, as far as it was read, is longer than any is. */
export class AnswerTooLongError extends Error {
  constructor(host: string, maxBytes: number) {
    super(`the answer of ${host} has more than ${maxBytes} bytes`);
  }
}

/** The server answers, and says that this request is none: it is well, and would say it again. */
export function isAnswer(error: unknown): boolean {
  if (error instanceof InvalidInputError) return true;
  if (ProtocolError.isInstance(error)) return error.code !== ANSWER_TOO_LONG;
  const { InvalidResult, CapabilityNotSupported } = SdkErrorCode;
  return SdkError.isInstance(error) && [InvalidResult, CapabilityNotSupported].includes(error.code);
}

/**
 * The server no longer knows the session of a connection, which it says before it looks at the request: 404 by the protocol
 * (2025-11-25, "Session Management"), 400 by some; 401 by n8n ("No transport found for sessionId").
 */
export function isLostSession(error: unknown): boolean {
  if (!SdkHttpError.isInstance(error)) return false;
  const { status } = error.data;
  return status === 404 || ([400, 401].includes(status) && /session/iu.test(error.message));
}

/** The connection is no longer one: the next request needs another. */
export function isLostConnection(error: unknown): boolean {
  const { ConnectionClosed, NotConnected } = SdkErrorCode;
  const isClosed =
    SdkError.isInstance(error) && [ConnectionClosed, NotConnected].includes(error.code);
  return isClosed || isLostSession(error);
}

/** Why a server cannot be asked, in words for its admin and for the model; nothing that was sent is in it. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof McpRestingError) return thrown.message;
  const causes = causesOf(thrown);
  const told = causes.find(
    (one) =>
      one instanceof InvalidInputError ||
      one instanceof AnswerTooLongError ||
      SdkHttpError.isInstance(one),
  );
  const error = told ?? thrown;
  if (error instanceof InvalidInputError) {
    return error.cause === undefined
      ? 'its address is private, and OUTBOUND_ALLOWED_HOSTS does not have it'
      : 'its host cannot be found';
  }
  if (error instanceof AnswerTooLongError) return error.message;
  if (SdkHttpError.isInstance(error)) return `it answers HTTP ${error.data.status}`;
  if (ProtocolError.isInstance(error)) return excerptOf(error.message);
  const code = causes.map(systemCodeOf).find((one) => one !== undefined);
  if (code !== undefined) return `it cannot be reached (${code})`;
  if (SdkError.isInstance(error)) return SDK_REASONS[error.code] ?? 'it cannot be understood';
  return 'it cannot be understood';
}

export const LATE = 'it does not answer in time';

const SDK_REASONS: Partial<Record<SdkErrorCode, string>> = {
  [SdkErrorCode.RequestTimeout]: LATE,
  [SdkErrorCode.ConnectionClosed]: 'it has closed the connection',
  [SdkErrorCode.NotConnected]: 'it has closed the connection',
  [SdkErrorCode.InvalidResult]: 'its result is not what it says that it would be',
  [SdkErrorCode.EraNegotiationFailed]: 'it speaks no revision of the protocol that is known here',
};

const EXCERPT_CHARACTERS = 300;

function excerptOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= EXCERPT_CHARACTERS ? line : `${line.slice(0, EXCERPT_CHARACTERS)}…`;
}

/** An error and those that led to it; the protocol's library has some of them as data. */
function causesOf(thrown: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let at = thrown; at instanceof Error && causes.length < 8;) {
    causes.push(at);
    const { data } = at as { readonly data?: { readonly cause?: unknown } };
    at = at.cause ?? data?.cause;
  }
  return causes;
}

function systemCodeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^E[A-Z]+$/u.test(code) ? code : undefined;
}
