import { Ajv, type ErrorObject, type Options } from 'ajv';

import { boundedWork } from './bounded-work';

/** V8 makes a longer one ready for seconds or minutes where it is meant so, and nothing stops it meanwhile. */
const MAX_PATTERN_CHARACTERS = 500;

/** Patterns of other languages have `\-` and the like, which the rules of Unicode forbid; `\p{L}` needs them. */
const regExp = Object.assign(
  (pattern: string): RegExp => {
    if (pattern.length > MAX_PATTERN_CHARACTERS) {
      throw new Error(`a pattern has ${MAX_PATTERN_CHARACTERS} characters at most`);
    }
    try {
      return new RegExp(pattern, 'u');
    } catch {
      return new RegExp(pattern, '');
    }
  },
  // Written only into checks that are kept as files, and these are not.
  { code: 'new RegExp' },
);

const OPTIONS: Options = {
  strict: false,
  // A format that is not known is no reason to refuse a value.
  validateFormats: false,
  code: { regExp },
  logger: false,
};

/** What is wrong with a value; undefined where it fits. The value may be changed. */
export type SchemaCheck = (value: unknown) => string | undefined;

/**
 * A check by a schema that others have written, which may have patterns that do not end: what takes too long is stopped, and the value
 * taken for one that fits.
 * @param name What the value is called where it is told what is wrong with it.
 * @param changes What the check does to a value beside looking at it.
 * @throws Error when `schema` is none.
 */
export function schemaCheck(
  schema: object,
  name: string,
  changes: Pick<Options, 'coerceTypes' | 'useDefaults'> = {},
): SchemaCheck {
  // Such a check answers later, and fails then.
  if ('$async' in schema) throw new Error('$async is not taken');
  // Each its own: one keeps whatever it has compiled, and two schemas may have the same `$id`.
  const check: Check = new Ajv({ ...OPTIONS, ...changes }).compile(schema);
  const hasPatterns = JSON.stringify(schema).includes('"pattern');
  return (value) => {
    const work = () => ({ isFit: check(value) !== false });
    const { isFit } = (hasPatterns ? boundedWork(work) : work()) ?? { isFit: true };
    return isFit ? undefined : ERRORS.errorsText(check.errors, { dataVar: name });
  };
}

type Check = {
  (value: unknown): unknown;
  readonly errors?: ErrorObject[] | null;
};

const ERRORS = new Ajv();
