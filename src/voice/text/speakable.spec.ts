import { Pieces } from './pieces';

/** What is said of `text`. */
function speakable(text: string, options: { filterActions?: boolean } = {}): string {
  const pieces = new Pieces();
  return [...pieces.push(text), ...pieces.end()]
    .map((piece) => piece.said(options))
    .filter((said) => said !== '')
    .join(' ');
}

describe('what is said', () => {
  it.each([
    ['**Bold** and *soft* and `code`', 'Bold and soft and code'],
    ['See [the docs](https://example.com/a?b=c).', 'See the docs.'],
    ['Go to https://www.example.com/long/path?x=1 now', 'Go to example.com now'],
    ['## Heading', 'Heading'],
    ['- first item', 'first item'],
    ['3. third item', '3. third item'],
    ['42. That is the answer.', '42. That is the answer.'],
    ['42.', '42.'],
    ['2**8 is 256', '2**8 is 256'],
    ['5 * 3 is 15', '5 * 3 is 15'],
    ['2*3 and x*y', '2*3 and x*y'],
    ['这是**2024**年的**重点**内容', '这是2024年的重点内容'],
    ['**Half bold', 'Half bold'],
    ['Great 🎉👍🏽!', 'Great!'],
    ['> quoted words', 'quoted words'],
    ['It costs 3.50, not 4.', 'It costs 3.50, not 4.'],
    ['snake_case stays', 'snake_case stays'],
    ['_stressed_ words', 'stressed words'],
    // Names that objects have by themselves.
    ['It is \\(\\constructor^{toString}\\).', 'It is constructor to the power of toString.'],
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

  it.each([
    ['*He waves. Then smiles.*', ''],
    ['*Waves.*', ''],
    ['*The door creaks open.*', ''],
    ['*sigh* What now?', 'What now?'],
    ['*Smiles* yes, of course.', 'yes, of course.'],
    ['*He looks up.* Hello.', 'Hello.'],
    ['I think so *shrugs*', 'I think so'],
    ['Sure, *flips through the pages* it is here.', 'Sure, it is here.'],
    ['Of course. *leans in*', 'Of course.'],
    ['Well done *claps*!', 'Well done!'],
  ])('leaves the actions of %j out', (text, expected) => {
    expect(speakable(text, { filterActions: true })).toBe(expected);
  });

  it.each([
    ['This is *very* important.', 'This is very important.'],
    ['*Never* do that.', 'Never do that.'],
    ['You need *eggs*.', 'You need eggs.'],
    ['*This is important* for you.', 'This is important for you.'],
    ['*Only* Peter can.', 'Only Peter can.'],
    ['He *laughs* a lot.', 'He laughs a lot.'],
    ['I love *cats and dogs*.', 'I love cats and dogs.'],
    ['It is 5 *times* 3, or 5*3.', 'It is 5 times 3, or 5*3.'],
  ])('keeps the emphasis of %j', (text, expected) => {
    expect(speakable(text, { filterActions: true })).toBe(expected);
  });
});
