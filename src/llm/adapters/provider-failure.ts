import { categoryOfStatus } from '@vox/outbound';
import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

import { toObject } from './common/json';
import { refusalIn } from './common/refused-request';
import { detailsOf } from './common/reported-error';

/** What providers call their errors, in the body or in the middle of a stream, where no status tells. */
const CATEGORY_OF_CODE: ReadonlyMap<string, ProviderErrorCategory> = new Map([
  ['authentication_error', 'authentication'],
  ['invalid_api_key', 'authentication'],
  ['permission_error', 'authorization'],
  ['billing_error', 'quota'],
  ['insufficient_quota', 'quota'],
  ['rate_limit_error', 'rate-limit'],
  ['rate_limit_exceeded', 'rate-limit'],
  ['invalid_request_error', 'invalid-request'],
  ['context_length_exceeded', 'invalid-request'],
  ['model_not_found', 'invalid-request'],
  ['not_found_error', 'invalid-request'],
  ['request_too_large', 'invalid-request'],
  ['timeout_error', 'timeout'],
  ['overloaded_error', 'server'],
  ['api_error', 'server'],
  ['server_error', 'server'],
]);

const FORBIDDEN = 403;

/** Enough of a provider's own words to see what is wrong, not enough for a transcript in a log. */
const MESSAGE_LENGTH = 200;

/**
 * An error that a provider reports, in the body of a refusal (then with its HTTP status) or in the middle of an answer that
 * began well. The message has the provider's own words, bounded.
 */
export function reportedFailure(
  reported: unknown,
  provider: string,
  httpStatus?: number,
): ProviderError {
  const { status, code, type, message } = detailsOf(reported);
  const statusCode = httpStatus ?? status;
  const isOfWords = isModerated(reported);
  const category = isOfWords
    ? 'invalid-request'
    : (forbidden(statusCode, message) ?? categoryOf(statusCode, [code, type]));
  // Moderation quotes what was said, and may say 403 alone.
  const isForbidden = statusCode === FORBIDDEN || category === 'authorization';
  const isQuiet = isOfWords || (isForbidden && category !== 'quota');
  const words = isQuiet ? undefined : message?.slice(0, MESSAGE_LENGTH);
  const what = [statusCode, code, words].filter(Boolean);
  return new ProviderError(`${provider} failed: ${what.join(' ') || category}`, {
    kind: 'llm',
    provider,
    category,
    ...(statusCode === undefined ? {} : { statusCode }),
  });
}

function categoryOf(
  status: number | undefined,
  codes: readonly (string | undefined)[],
): ProviderErrorCategory {
  const named = codes.flatMap((one) => CATEGORY_OF_CODE.get(one ?? '') ?? [])[0];
  // A 429 may say that the money is gone: waiting does not help then.
  if (named === 'quota' || status === undefined) return named ?? 'server';
  return categoryOfStatus(status);
}

/**
 * What OpenRouter's 403 is about by its message, which is sent for more than a key: the words of this request (then others fare well), or what
 * the key may spend. Undefined where it is about the key, or of another server.
 * @see https://openrouter.ai/docs/api/reference/errors-and-debugging
 */
function forbidden(status: number | undefined, message = ''): ProviderErrorCategory | undefined {
  if (status !== FORBIDDEN) return undefined;
  if (/\bkey limit exceeded\b/iu.test(message)) return 'quota';
  return /\b(?:flagged|request blocked)\b/iu.test(message) ? 'invalid-request' : undefined;
}

/** Moderation says why, or what it is. */
function isModerated(reported: unknown): boolean {
  const { error } = toObject(Array.isArray(reported) ? reported[0] : reported);
  const { code, type, metadata } = toObject(error);
  const told = toObject(metadata);
  if ('flagged_input' in told || Array.isArray(told['reasons'])) return true;
  return [code, type, told['error_type']].includes('content_policy_violation');
}

/**
 * Whatever a client library or fetch threw, as the error the house knows: HTTP errors by status and code, broken
 * connections as `connectivity`, unreadable answers as `protocol`.
 */
export function toProviderError(error: unknown, provider: string): ProviderError {
  for (let cause = error; isError(cause); cause = cause.cause) {
    if (cause instanceof ProviderError) return cause;
  }
  const refusal = refusalIn(error);
  if (refusal !== undefined) return reportedFailure(refusal.body, provider, refusal.status);
  const failed = (category: ProviderErrorCategory, what: string, reason?: { cause: unknown }) =>
    new ProviderError(`${provider}: ${what}`, { kind: 'llm', provider, category, ...reason });
  if (!isError(error)) return failed('unknown', 'failed unexpectedly', { cause: error });
  // By name: an error of fetch or of another realm is no instance of ours. Its message quotes the text: no cause.
  const name = error.name === 'Error' ? error.constructor.name : error.name;
  if (name === 'SyntaxError') return failed('protocol', 'sent what is no JSON');
  if (/Timeout/u.test(error.constructor.name))
    return failed('timeout', 'did not answer in time', { cause: error });
  if (name === 'APIConnectionError' || name === 'TypeError' || isSystem(error)) {
    return failed('connectivity', 'the connection failed', { cause: error });
  }
  return failed('unknown', 'failed unexpectedly', { cause: error });
}

function isError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'message' in error && 'stack' in error;
}

/** ECONNREFUSED, ECONNRESET, ENOTFOUND and their like. */
function isSystem(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^(E[A-Z]+|UND_)/u.test(error.code);
}
