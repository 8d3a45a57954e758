import { Vocabulary } from './vocabulary';

const lines = (...entries: readonly string[]) =>
  entries.map((entry, rank) => `${Buffer.from(entry).toString('base64')} ${rank}\n`).join('');

describe('Vocabulary', () => {
  it('joins what ranks first, first', () => {
    // "bc" goes before "ab", so "abc" is "a" and "bc".
    const vocabulary = new Vocabulary(lines('a', 'b', 'c', 'bc', 'ab'));
    expect(vocabulary.count('abc')).toBe(2);
    expect(vocabulary.count('ab')).toBe(1);
    expect(vocabulary.count('abab')).toBe(2);
    expect(vocabulary.count('cba')).toBe(3);
  });

  it('takes a word that is an entry as it is', () => {
    expect(new Vocabulary(lines('a', 'b', 'c', 'abc')).count('abc')).toBe(1);
  });

  it.each([
    ['without a rank', 'YQ==\n'],
    ['out of order', 'YQ== 1\nYg== 0\n'],
    ['without bytes', '! 0\n'],
    ['empty', ''],
  ])('refuses a file with a line that is %s', (_, file) => {
    expect(() => new Vocabulary(file)).toThrow('no entry in line 1');
  });
});
