import { SentenceSplitter as Sentences } from './sentences';

/** The texts of the sentences. */
class SentenceSplitter {
  readonly #sentences = new Sentences();
  push = (delta: string) => this.#sentences.push(delta).map(({ text }) => text);
  flush = () => this.#sentences.flush().map(({ text }) => text);
}

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
    ['numbers that are the answer', '42. That is it.', ['42.', 'That is it.']],
    [
      'numbers between sentences',
      'And nine is. 45. Anything else?',
      ['And nine is.', '45.', 'Anything else?'],
    ],
    [
      'numbers at the end',
      'The answer is 45. Anything else?',
      ['The answer is 45.', 'Anything else?'],
    ],
    ['lists of sentences', '1. Mix. Stir.\n2. Bake.', ['1. Mix.', 'Stir.', '2. Bake.']],
    ['a plain "No."', 'No. I cannot.', ['No.', 'I cannot.']],
    ['a "No." before a number', 'It is No. 5 today. Yes.', ['It is No. 5 today.', 'Yes.']],
    ['dates', 'On Jan. 5 it rains. Yes.', ['On Jan. 5 it rains.', 'Yes.']],
    ['units', 'He is 5 ft. 3 in. tall. Yes.', ['He is 5 ft. 3 in. tall.', 'Yes.']],
    ['units at the end', 'He is 5 ft. 3 in. She is not.', ['He is 5 ft. 3 in.', 'She is not.']],
    ['a sentence that ends in "in"', 'He came in. She left.', ['He came in.', 'She left.']],
    ['degrees', 'A Ph.D. in art helps. Yes.', ['A Ph.D. in art helps.', 'Yes.']],
    ['degrees at the end', 'She has a Ph.D. She works.', ['She has a Ph.D.', 'She works.']],
    ['joined initials', 'By J.K. Rowling herself. Yes.', ['By J.K. Rowling herself.', 'Yes.']],
    ['letters that are names', 'Take vitamin C. It helps.', ['Take vitamin C.', 'It helps.']],
    ['labels', 'We chose plan B. Nobody knew.', ['We chose plan B.', 'Nobody knew.']],
    ['a lower-case letter', 'Solve it for x. Then stop.', ['Solve it for x.', 'Then stop.']],
    ['parts of names', 'Martin King Jr. He spoke.', ['Martin King Jr.', 'He spoke.']],
    [
      'German abbreviations',
      'Obst, z. B. Äpfel, d. h. viel. Ja.',
      ['Obst, z. B. Äpfel, d. h. viel.', 'Ja.'],
    ],
    ['German dates', 'Am 3. Mai ist es so weit. Ja.', ['Am 3. Mai ist es so weit.', 'Ja.']],
    [
      'German ordinals',
      'Im 19. Jahrhundert war das so. Ja.',
      ['Im 19. Jahrhundert war das so.', 'Ja.'],
    ],
    ['Arabic', 'كيف حالك؟ أنا بخير.', ['كيف حالك؟', 'أنا بخير.']],
    ['Hindi', 'मैं ठीक हूँ। आप कैसे हैं?', ['मैं ठीक हूँ।', 'आप कैसे हैं?']],
    ['Japanese quotes', '「こんにちは。」と言った。', ['「こんにちは。」', 'と言った。']],
    ['Chinese brackets', '好（嗯。）走。', ['好（嗯。）', '走。']],
    ['no short Chinese clause', '你好，今天好吗？', ['你好，今天好吗？']],
    [
      'no action',
      '*He waves. Then smiles.* Hello. Bye.',
      ['*He waves. Then smiles.*', 'Hello.', 'Bye.'],
    ],
    [
      'no clause of an action',
      '*He looks out of the window, smiling. Nods.* Hello.',
      ['*He looks out of the window, smiling. Nods.*', 'Hello.'],
    ],
    ['around a product', '5 * 3 is 15. 2 *4 is 8. Yes.', ['5 * 3 is 15.', '2 *4 is 8.', 'Yes.']],
    ['after addresses', 'See https://x.de/?x=1. Then go.', ['See https://x.de/?x=1.', 'Then go.']],
    ['bold sentences', '**Done.** Next one.', ['**Done.**', 'Next one.']],
  ])('splits %s', (_name, text, expected) => {
    expect(split(text)).toEqual(expected);
    expect(split(text, 1)).toEqual(expected);
    const splitter = new SentenceSplitter();
    const pieces = tokens(text).flatMap((token) => splitter.push(token));
    expect([...pieces, ...splitter.flush()]).toEqual(expected);
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
    ['a full stop after a preposition and a common word', 'We can get to that.'],
    ['an Arabic question mark', 'كيف حالك؟'],
    ['a danda', 'मैं ठीक हूँ।'],
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

  it.each([
    [
      'an address',
      'See| https|://|x|.de|/?|x|=1|.| Then| go',
      ['See https://x.de/?x=1.', 'Then go'],
    ],
    ['a host after "to"', 'Go| to| host|.|de| now', ['Go to host.de now']],
    ['a host in pieces', 'Try| vox|bridge|.|io| now', ['Try voxbridge.io now']],
    ['a host that begins the reply', 'host|.|de| it| is', ['host.de it is']],
    ['a file', 'Open| main|.|py| now', ['Open main.py now']],
    ['what was no host', 'Go| to| bed|ding|.| Then| stop|.', ['Go to bedding.', 'Then stop.']],
  ])('gives %s in one piece', (_name, deltas, expected) => {
    const splitter = new SentenceSplitter();
    const pieces = deltas.split('|').flatMap((delta) => splitter.push(delta));
    expect([...pieces, ...splitter.flush()]).toEqual(expected);
  });

  it.each([
    ['Chinese', '如果|你|现在|看看|窗外|，', ['如果你现在看看窗外，']],
    ['Japanese', '今日|は|とても|いい|ので|、', ['今日はとてもいいので、']],
    ['a short Chinese', '你|好|，', []],
    ['a quoted Chinese', '他说|「|如果|你|现在|看看|窗外|，', []],
  ])('knows when to give %s clause', (_name, deltas, expected) => {
    const splitter = new SentenceSplitter();
    expect(deltas.split('|').flatMap((delta) => splitter.push(delta))).toEqual(expected);
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
