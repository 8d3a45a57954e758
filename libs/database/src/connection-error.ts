/** SQLSTATE classes of a server that is absent, starting, stopping or out of connections. */
const UNAVAILABLE_SQLSTATE = /^(08...|57P0[1-5]|53300)$/;
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);
/** What pg and its pool say, without a code, when the connection goes away under a query or cannot be had in time. */
const DRIVER_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Driver not Connected|not queryable/;

/** SQLSTATE or system code of a database error; TypeORM copies it from the driver's. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** True when the database could not be asked, as against having refused what was asked. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) return UNAVAILABLE_SQLSTATE.test(code) || NETWORK_CODES.has(code);
  return error instanceof Error && DRIVER_MESSAGES.test(error.message);
}

/** True when another row has what no two may have. */
export function isUniqueViolation(error: unknown): boolean {
  return errorCode(error) === '23505';
}

/** True when the same statement with the same values will fail again: bad data or a broken constraint. */
export function isPermanentDatabaseError(error: unknown): boolean {
  return /^(22|23)...$/.test(errorCode(error) ?? '');
}
