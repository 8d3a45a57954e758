const MAX_LENGTH = 500;

/**
 * SQLSTATE classes whose messages name tables, columns and conditions of ours: connection, constraint, authorisation,
 * catalogue, transaction, access rule, resources, state, intervention. Of the others, class 22 above all, quotes are values.
 */
const NAMES_ONLY = /^(08|23|25|28|3D|3F|40|42|53|55|57)...$/u;

/** An error's message without the values that its library put into it, and not longer than a line. */
export function messageOf(error: Error): string {
  return withoutValues(error).slice(0, MAX_LENGTH);
}

function withoutValues(error: Error): string {
  const message = String(error.message);
  const driver: unknown = Reflect.get(error, 'driverError');
  if (driver !== undefined || 'severity' in error) {
    const code: unknown = Reflect.get(error, 'code') ?? codeOf(driver);
    return typeof code === 'string' && NAMES_ONLY.test(code) ? message : withoutQuotes(message);
  }
  // `EntityNotFoundError` and its like end in the criteria, as JSON or as objects.
  if (isOf(error, 'TypeORMError')) return message.replace(/[{[][^]*$/u, '…');
  // Zod names what it received and which keys it did not expect.
  const issues: unknown = Reflect.get(error, 'issues');
  if (Array.isArray(issues)) return issues.map(issueOf).join(', ');
  // `JSON.parse` quotes what it was given.
  if (isOf(error, 'SyntaxError')) return withoutQuotes(message);
  return message;
}

/** From the first quotation mark to the last: a value may hold some itself. */
export function withoutQuotes(message: string): string {
  return message.replace(/["'`][^]*["'`]/u, '"…"');
}

function issueOf(issue: unknown): string {
  const { path, code } = issue as { path?: unknown; code?: unknown };
  const where = Array.isArray(path) ? path.map(String).join('.') : '';
  return `${where}: ${String(code)}`;
}

function codeOf(driver: unknown): unknown {
  return typeof driver === 'object' && driver !== null ? Reflect.get(driver, 'code') : undefined;
}

/** By the names of its classes: this library knows none of the others. */
function isOf(error: Error, className: string): boolean {
  for (
    let proto: unknown = Object.getPrototypeOf(error);
    typeof proto === 'object' && proto !== null;
    proto = Object.getPrototypeOf(proto)
  ) {
    const made: unknown = Reflect.get(proto, 'constructor');
    if (typeof made === 'function' && made.name === className) return true;
  }
  return false;
}
