import fc from 'fast-check';

const DEEP: unknown = JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`);

/** As JSON.parse makes it: an own key of that name. */
const PROTOTYPE_KEYS: unknown = JSON.parse(
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}},"toString":null}',
);

/** Names that objects have without anybody giving them, and names that no field has. */
export const hostileNames = fc.constantFrom(
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length'],
  ...['', '.', 'a.b', 'a[0]', '$ref', 'added', 'ID', 'i d', '\0', '\ud83d', 'x'.repeat(3_000)],
);

const UNTYPED: readonly unknown[] = [
  ...[0, -0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 5e-324, true, false, null],
  ...[[], {}, DEEP, PROTOTYPE_KEYS, [null], [[]], { length: -1 }, { then: 1 }],
];

export const hostileTexts: readonly string[] = [
  ...['\0', 'a\0b', '\ud83d', '\ude00x', '', ' ', '\u{1f600}', '\u202e', '\ufeff', '%00', '../..'],
  ...['__proto__', "' or 1=1 --", '${7*7}', '{{x}}', '<script>', '\r\nX: y', 'null', 'NaN'],
  ...['x'.repeat(9_000), '\u{1f600}'.repeat(3_000), 'a,b', '2026-13-45', 'https://a.invalid/\0'],
];

/** What schemas, databases and parsers have been known to trip over. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts, ...UNTYPED),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Without such texts as might be what they stand for. */
export const hostileButNoText = fc.constantFrom<unknown>('', 'a\0b', '\ud83d', ...UNTYPED);
