import { makeLinkCode, readableLinkCode, typedLinkCode } from './link-code';

describe('a code that links', () => {
  it('has eight letters and digits that nobody takes for one another', () => {
    const codes = Array.from({ length: 200 }, makeLinkCode);
    expect(codes.every((code) => /^[A-HJKMNP-Z2-9]{8}$/u.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(200);
  });

  it('is read as it is typed: in small letters, in halves, with spaces', () => {
    const code = makeLinkCode();
    const readable = readableLinkCode(code);
    expect(readable).toBe(`${code.slice(0, 4)}-${code.slice(4)}`);
    for (const typed of [code, readable, ` ${readable.toLowerCase()} `, [...code].join(' ')]) {
      expect(typedLinkCode(typed)).toBe(code);
    }
  });

  it.each(['', 'ABCDEFG', 'ABCDEFGHJ', 'ABCDEFG1', 'ABCDEFGÄ', 'ABCD_EFG'])(
    'is not what could never be one (%j)',
    (typed) => {
      expect(typedLinkCode(typed)).toBeUndefined();
    },
  );
});
