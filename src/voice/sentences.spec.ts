import { SentenceSplitter } from './sentences';

/** Splits `text` fed in pieces of `size` characters. */
function split(text: string, size = text.length): string[] {
  const splitter = new SentenceSplitter();
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size)
    pieces.push(...splitter.push(text.slice(at, at + size)));
  return [...pieces, ...splitter.flush()];
}

/** As models cut text: a space goes with the word after it, marks that follow one another are one token. */
function tokens(text: string): string[] {
  return text.match(/[^\S\n]?(?:\.\p{L}+|[\p{L}\p{N}']+|[^\p{L}\p{N}\s]+)|\s+/gu) ?? [];
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

  it('gives the same pieces whether the text arrives whole, in tokens or character by character', () => {
    const text =
      'Dr. Who paid 3.50 at example.com. "Fine." he said... and left! Really?! (He did.) 1. One\n2. Two, *as I said.* Bye.';
    const whole = split(text);
    expect(split(text, 1)).toEqual(whole);
    const splitter = new SentenceSplitter();
    const pieces = tokens(text).flatMap((token) => splitter.push(token));
    expect([...pieces, ...splitter.flush()]).toEqual(whole);
  });

  it.each([
    ['a full stop', 'We can look at that.'],
    ['a question mark', 'Shall we?'],
    ['an exclamation mark', 'Yes!'],
    ['a full stop after a contraction', "No, they can't."],
    ['a full stop outside quotes', 'He said "stop" and left.'],
  ])('gives a sentence with the token of %s, without waiting for the next', (_name, text) => {
    const splitter = new SentenceSplitter();
    const pieces = tokens(text).map((token) => splitter.push(token));
    expect(pieces.at(-1)).toEqual([text]);
    expect(splitter.push(' And then some')).toEqual([]);
  });

  it.each([
    ['a title', ['I met', ' Mrs', '.']],
    ['an initial', ['I met', ' J', '.']],
    ['a Latin abbreviation', ['Apples', ',', ' pears', ' etc', '.']],
    ['a decimal', ['It is', ' 3', '.']],
    ['a short word', ['I met', ' Al', '.']],
    ['a host', ['See', ' www', '.']],
    ['a part of an address', ['Write to', ' me', '@', 'example', '.']],
    ['an ellipsis', ['I wonder', '...']],
    ['the inside of quotes', ['He said', ' "', 'Stop', '.']],
    ['the inside of bold print', ['**', 'Done', '.']],
    ['a number in a list', ['1', '.']],
  ])('waits for the token after %s', (_name, deltas) => {
    const splitter = new SentenceSplitter();
    expect(deltas.flatMap((delta) => splitter.push(delta))).toEqual([]);
  });

  it('does not speak the marks that come after a sentence was given', () => {
    const splitter = new SentenceSplitter();
    const deltas = ['Really', '?', '!', ' Then', ' come', '.', "'", ' *nods*', ' Good'];
    expect(deltas.flatMap((delta) => splitter.push(delta))).toEqual(['Really?', 'Then come.']);
    expect(splitter.flush()).toEqual(['*nods* Good']);
  });

  it('gives the first clause with the token of its comma', () => {
    const splitter = new SentenceSplitter();
    const deltas = ['If you', ' look out', ' of the', ' window', ','];
    expect(deltas.flatMap((delta) => splitter.push(delta))).toEqual([
      'If you look out of the window,',
    ]);
  });

  it('loses no words', () => {
    const text = 'One, two and three; four. Five e.g. six... seven? Eight\nnine 10. Ten.';
    for (const size of [1, text.length])
      expect(split(text, size).join(' ').split(/\s+/)).toEqual(text.split(/\s+/));
    // Cut anywhere, "..." may lose dots that came too late, but never a letter.
    const words = (spoken: string) => spoken.match(/[\p{L}\p{N}]+/gu);
    for (const size of [2, 3, 4, 5, 8]) {
      expect(words(split(text, size).join(' '))).toEqual(words(text));
    }
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
