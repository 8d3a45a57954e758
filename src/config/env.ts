import { z } from 'zod';

/** Environment values are strings; empty means absent, as `VAR=` in a compose file does. */
export function env<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

export const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

export const decimal = (min: number, max: number) => z.coerce.number().min(min).max(max);

export const flag = () =>
  z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

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
