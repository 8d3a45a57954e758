import { SentenceSplitter } from './sentences';

/** Splits `text` fed in pieces of `size` characters. */
function split(text: string, size = text.length): string[] {
  const splitter = new SentenceSplitter();
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size)
    pieces.push(...splitter.push(text.slice(at, at + size)));
  return [...pieces, ...splitter.flush()];
}

describe(SentenceSplitter.name, () => {
  it.each([
    [
      'plain sentences',
      'Hello there. How are you? Fine!',
      ['Hello there.', 'How are you?', 'Fine!'],
    ],
    ['decimals', 'Pi is 3.14 or so. Yes.', ['Pi is 3.14 or so.', 'Yes.']],
    ['domains', 'See example.com now. Then go.', ['See example.com now.', 'Then go.']],
    [
      'titles',
      'Dr. Smith met Mrs. Jones. They spoke.',
      ['Dr. Smith met Mrs. Jones.', 'They spoke.'],
    ],
    ['initials', 'It was J. R. Hartley. He wrote.', ['It was J. R. Hartley.', 'He wrote.']],
    ['Latin abbreviations', 'Use fruit, e.g. apples. Done.', ['Use fruit, e.g. apples.', 'Done.']],
    ['etc. at the end', 'Apples, pears, etc. Then cook.', ['Apples, pears, etc.', 'Then cook.']],
    ['times of day', 'Come at 5 p.m. Bring cake.', ['Come at 5 p.m.', 'Bring cake.']],
    ['ellipses inside', 'Well... maybe not. Yes.', ['Well... maybe not.', 'Yes.']],
    ['ellipses at the end', 'I wonder… Then again.', ['I wonder…', 'Then again.']],
    ['quotes', 'He said "Stop." She did.', ['He said "Stop."', 'She did.']],
    ['runs of marks', 'Really?! Yes!!! Good.', ['Really?!', 'Yes!!!', 'Good.']],
    ['lists', '1. First thing\n2. Second thing\n', ['1. First thing', '2. Second thing']],
    ['Chinese', '你好。今天怎么样？很好！', ['你好。', '今天怎么样？', '很好！']],
    ['bold sentences', '**Done.** Next one.', ['**Done.**', 'Next one.']],
  ])('splits %s', (_name, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('gives the same pieces however the text arrives', () => {
    const text = 'Dr. Who paid 3.50 at example.com. "Fine." he said... and left! 1. One\n2. Two';
    for (const size of [1, 2, 3, 5, 8, 13]) expect(split(text, size)).toEqual(split(text, 1));
  });

  it('loses no words', () => {
    const text = 'One, two and three; four. Five e.g. six... seven? Eight\nnine 10. Ten.';
    expect(split(text, 4).join(' ').split(/\s+/)).toEqual(text.split(/\s+/));
  });

  it('gives the first clause early and later sentences whole', () => {
    const splitter = new SentenceSplitter();
    expect(splitter.push('If you look out of the window, you will ')).toEqual([
      'If you look out of the window,',
    ]);
    expect(splitter.push('see it. And if you wait for a while, it ')).toEqual(['you will see it.']);
  });

  it('cuts a reply without stops before it grows too long', () => {
    const pieces = split('word '.repeat(200), 5);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(245);
    expect(pieces.join(' ').split(' ')).toHaveLength(200);
  });
});
