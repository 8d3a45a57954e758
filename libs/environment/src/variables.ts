import { z } from 'zod';

/** What a variable may be, in words, for `.env.example`; kept by the schema that checks it. */
const limits = new WeakMap<object, string>();

function limited<T extends z.ZodType>(schema: T, words: string): T {
  limits.set(schema, words);
  return schema;
}

/**
 * The limits of a variable's schema, in words; undefined where it has none.
 * @public Read by scripts/generate.mjs from the build.
 */
export function limitsOf(schema: z.ZodType): string | undefined {
  const {
    innerType,
    in: from,
    out: to,
  } = schema.def as unknown as Partial<Record<string, z.ZodType>>;
  const inner = [innerType, to, from].find((found) => found instanceof z.ZodType);
  return limits.get(schema) ?? (inner === undefined ? undefined : limitsOf(inner));
}

/** Environment values are strings; empty means absent, as `VAR=` in a compose file does. */
export function env<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

const WHOLE = /^\s*[+-]?\d+\s*$/u;
const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*$/u;

export const integer = (min: number, max: number) => number(WHOLE, 'a whole number', min, max);

export const decimal = (min: number, max: number) => number(DECIMAL, 'a number', min, max);

/** Numbers as people write them: no hexadecimal, no exponent, nothing that is blank. */
function number(written: RegExp, kind: string, min: number, max: number) {
  const range = `from ${min} to ${max}`;
  const schema = z.string().transform((text, context) => {
    const value = Number(text);
    if (written.test(text) && value >= min && value <= max) return value;
    context.addIssue(`must be ${kind} ${range}, not "${text}"`);
    return z.NEVER;
  });
  return limited(schema, `${kind[0]?.toUpperCase()}${kind.slice(1)} ${range}`);
}

export const flag = () =>
  choice(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

/** One of `names`. */
export function choice<const Names extends readonly string[]>(names: Names) {
  const error = ({ input }: { input?: unknown }) =>
    `must be one of ${names.join(', ')}, not "${String(input)}"`;
  return z.enum(names, { error });
}

/** Several of `names`, separated by commas; `none` for no one. */
export function choices<const Names extends readonly string[]>(names: Names) {
  type Name = Names[number];
  return z.string().transform((text, context): Name[] => {
    if (text.trim() === 'none') return [];
    const parts = text.split(',').map((part) => part.trim());
    const wrong = parts.find((part) => !names.includes(part));
    if (wrong === undefined) return parts;
    const known = names.join(', ');
    context.addIssue(
      `must be of ${known}, separated by commas, or none; "${wrong}" is none of them`,
    );
    return z.NEVER;
  });
}

/** Words of any kind, without the white space around them. What they are is never told: it may be a key. */
export const text = () =>
  z.string().transform((value, context) => {
    const trimmed = value.trim();
    if (trimmed !== '' && !/\p{Cc}/u.test(trimmed)) return trimmed;
    context.addIssue('must have visible characters, in one line');
    return z.NEVER;
  });

/** May hold a password, so it is never told. */
export const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

/** `localhost`, a name with a dot or a port, an address: with a path or without. */
const BARE_HOST = /^(localhost|[\w-]+(\.[\w-]+)+|[\w-]+(?=:\d)|\[[\da-f:.]+\])(:\d+)?(\/\S*)?$/iu;

/** A server's address, for which its host is enough: `scheme` is put before one without. */
export const server = (scheme: 'http://' | 'https://') =>
  z
    .string()
    .trim()
    .overwrite((value) => (BARE_HOST.test(value) ? `${scheme}${value}` : value))
    .pipe(url('http:', 'https:'));

/** Comma-separated values, each as `read` gives it; undefined for one that cannot be right. */
export const list = (read: (value: string) => string | undefined, byDefault = '') =>
  z
    .string()
    .default(byDefault)
    .transform((text, context) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .flatMap((part) => {
          const value = read(part);
          if (value === undefined) context.addIssue(`"${part}" is not what belongs here`);
          return value === undefined ? [] : [value];
        }),
    );
