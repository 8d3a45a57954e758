import { wer, wordErrors } from './word-error-rate';

describe('wer', () => {
  it.each([
    ['Hello, world!', 'hello world', 0],
    ["I'm fine.", 'im fine', 0],
    ['Press one hundred and five.', 'press 105', 0],
    ['twenty-eight sheep', '28 sheep', 0],
    ['1,250 people', 'one thousand two hundred fifty people', 0],
    ['the quick brown fox', 'the quick fox', 0.25],
    ['the quick brown fox', 'the quack brown fox', 0.25],
    ['the quick brown fox', 'the very quick brown fox', 0.25],
    ['yes', '', 1],
    ['', 'one two', 2],
    ['', '', 0],
  ])('of "%s" heard as "%s" is %d', (reference, hypothesis, expected) => {
    expect(wer(reference, hypothesis)).toBe(expected);
  });

  it('counts errors and words, to be summed', () => {
    expect(wordErrors('a b c d', 'a x c')).toEqual({ errors: 2, words: 4 });
  });
});
