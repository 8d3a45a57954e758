import { speakable } from './speakable';

describe(speakable.name, () => {
  it.each([
    ['**Bold** and *soft* and `code`', 'Bold and soft and code'],
    ['See [the docs](https://example.com/a?b=c).', 'See the docs.'],
    ['Go to https://www.example.com/long/path?x=1 now', 'Go to example.com now'],
    ['## Heading', 'Heading'],
    ['- first item', 'first item'],
    ['3. third item', 'third item'],
    ['Great 🎉👍🏽!', 'Great!'],
    ['> quoted words', 'quoted words'],
    ['It costs 3.50, not 4.', 'It costs 3.50, not 4.'],
    ['snake_case stays', 'snake_case stays'],
    ['_stressed_ words', 'stressed words'],
  ])('says %j as %j', (text, expected) => {
    expect(speakable(text)).toBe(expected);
  });

  it.each(['🎉', '---', '***', '...', '```', ''])('has nothing to say of %j', (text) => {
    expect(speakable(text)).toBe('');
  });

  it('leaves actions out when asked to, but not bold words', () => {
    const text = '*waves* Hello there. *smiles warmly* This is **important**.';
    expect(speakable(text, { filterActions: true })).toBe('Hello there. This is important.');
    expect(speakable(text)).toBe('waves Hello there. smiles warmly This is important.');
  });
});
