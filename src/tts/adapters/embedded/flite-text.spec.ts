import { fliteTexts } from './flite-text';

describe('fliteTexts', () => {
  it.each([
    ['It’s “fine” – really…', ['It\'s "fine" , really...']],
    ['Café Zoë', ['Cafe Zoe']],
    ['That is €5.50 at 21°C.', ['That is 5.50 euros at 21 degrees Celsius.']],
    ['Hello 🙂 world', ['Hello world']],
    ['こんにちは', []],
    ['?!…', []],
    ['', []],
    ['a\u0000b\nc', ['a b c']],
  ])('makes of "%s" what flite can speak', (text, expected) => {
    expect(fliteTexts(text)).toEqual(expected);
  });

  it('cuts long texts at punctuation, else between words, else anywhere, losing nothing', () => {
    const clauses = Array(30).fill('this is a clause with words').join(', ');
    const words = Array(80).fill('word').join(' ');
    const solid = 'x'.repeat(500);
    for (const text of [clauses, words, solid]) {
      const parts = fliteTexts(text);
      expect(parts.every((part) => part.length <= 200)).toBe(true);
      expect(parts.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
    expect(fliteTexts(clauses)[0]).toMatch(/words,$/);
    expect(fliteTexts(words)[0]).toMatch(/word$/);
  });
});
