import { piecesOf, Pieces, splitPieces } from './pieces';
import { SentenceSplitter } from './sentences';

const MAX_CHARACTERS = 240;

/** The pieces of `text` that comes in deltas of `size` characters. */
function saidInDeltas(text: string, size: number): string[] {
  const pieces = new Pieces();
  const deltas = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
  return [...deltas.flatMap((delta) => pieces.push(delta)), ...pieces.end()].map((p) => p.said());
}
const said = (text: string) => piecesOf(text).map((piece) => piece.said());
const tokens = (text: string) =>
  text.match(/[^\S\n]?(?:[\p{L}\p{N}']+|[^\p{L}\p{N}\s]+)|\s+/gu) ?? [];

describe(Pieces.name, () => {
  const items = `${Array.from({ length: 420 }, (_, index) => `item${index}`).join(' ')}. Done.`;
  const clauses = `${'some words of a clause, '.repeat(60)}and its end. Done.`;

  it.each([
    ['words without a stop', items],
    ['clauses without a stop', clauses],
    ['Chinese without a stop', '今天天气很好我们去公园散步'.repeat(60)],
    ['Chinese clauses', '今天天气很好，我们去公园散步，'.repeat(60)],
    ['Thai', 'วันนี้อากาศดีมากเราไปเดินเล่นในสวนสาธารณะกัน'.repeat(20)],
    ['Khmer', 'ថ្ងៃនេះអាកាសធាតុល្អណាស់យើងទៅដើរលេង'.repeat(20)],
    ['a word without an end', 'a'.repeat(1000)],
    ['characters of several code points', '👨‍👩‍👧‍👦e\u{301}\u{1F3FD}𝒳'.repeat(60)],
    ['a formula', `$${'x^2 + '.repeat(40)}y$ it is.`],
  ])('are short, lose nothing, and are the same however %s arrive', (_name, text) => {
    const pieces = piecesOf(text);
    const words = pieces.map((piece) => piece.words);
    expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(MAX_CHARACTERS);
    for (const size of [1, 3, 7, 50]) expect(saidInDeltas(text, size)).toEqual(said(text));
    expect(pieces.map((piece) => piece.shown).join('')).toBe(text);
    for (const piece of words) expect(piece.isWellFormed()).toBe(true);
  });

  it('are cut between words, and between what people take for characters', () => {
    const thai = said('วันนี้อากาศดีมากเราไปเดินเล่นในสวนสาธารณะกัน'.repeat(20));
    for (const piece of thai) expect(piece).not.toMatch(/^\p{M}/u);
    expect(said(items).join(' ')).toBe(items);
    const people = piecesOf('👨‍👩‍👧‍👦'.repeat(100)).map((piece) => piece.words);
    for (const piece of people) expect(piece.replaceAll('👨‍👩‍👧‍👦', '')).toBe('');
  });

  it.each([
    'Sure! I can help you with that. Shall we begin now?',
    'No, they did not come. They were late, as always, and so were we. Good.',
    'It costs 5 dollars. That is cheap! (Really.) He said "fine" and left.',
    '**Sure!** Here is *what* I think about that. Well then.',
    'Is 5 < 10? I love it & you <3. What! No way, x<y is it.',
    'Bonjour ! Ça va ? Très bien.',
    'नमस्ते। आप कैसे हैं? ठीक।',
    '你好。今天怎么样？很好！',
  ])('come no later than their sentences: %s', (text) => {
    const pieces = new Pieces();
    const splitter = new SentenceSplitter();
    for (const token of tokens(text)) {
      const texts = splitter.push(token).map((sentence) => sentence.text);
      expect(pieces.push(token).map((piece) => piece.words)).toEqual(texts);
    }
  });

  it('know what is shown of their first words', () => {
    const text = 'Look:\n```\nx\n```\nSee [the docs](https://example.com) for $x^2$, **now**.';
    const [first, second] = piecesOf(text);
    expect([first?.words, second?.words]).toEqual([
      'Look:',
      'See the docs for x squared, **now**.',
    ]);
    const shownUpTo = (words: string) => second?.shownUpTo(words.length);
    expect(second?.shownUpTo(0)).toBe('');
    expect(shownUpTo('See')).toBe('\n```\nx\n```\nSee');
    expect(shownUpTo('See the')).toBe('\n```\nx\n```\nSee the');
    expect(shownUpTo('See the docs')).toBe('\n```\nx\n```\nSee [the docs](https://example.com)');
    expect(shownUpTo('See the docs for x squared,')).toBe(
      '\n```\nx\n```\nSee [the docs](https://example.com) for $x^2$,',
    );
  });
});

describe(splitPieces.name, () => {
  it('speaks what starts afresh, whatever is open before it', async () => {
    const reply = async function* () {
      await Promise.resolve();
      yield { text: 'Use this:\n```\nlet a' };
      yield { text: ' I am sorry.', startsAfresh: true };
    };
    const pieces = await Array.fromAsync(splitPieces(reply()));
    const words = pieces.map((piece) => piece.said()).filter((piece) => piece !== '');
    expect(words).toEqual(['Use this:', 'I am sorry.']);
  });

  it.each([
    [['One moment.\n\n', '', 'It is sunny.']],
    [['One moment. ', ' ', '\n', 'It is sunny.']],
    [['  ', 'One moment.\n', '- It is sunny.']],
  ])('lose nothing that is shown between what starts afresh: %j', async (texts) => {
    const reply = async function* () {
      await Promise.resolve();
      for (const text of texts) yield { text, startsAfresh: true };
    };
    const pieces = await Array.fromAsync(splitPieces(reply()));
    expect(pieces.map((piece) => piece.shown).join('')).toBe(texts.join(''));
    const words = pieces.map((piece) => piece.said()).filter((piece) => piece !== '');
    expect(words).toEqual(['One moment.', 'It is sunny.']);
  });

  it('know what is shown of their first words after white space', async () => {
    const reply = async function* () {
      await Promise.resolve();
      yield { text: 'One moment.\n\n' };
      yield { text: 'It is sunny.', startsAfresh: true };
    };
    const [, sunny] = await Array.fromAsync(splitPieces(reply()));
    expect(sunny?.shownUpTo('It is'.length)).toBe('\n\nIt is');
  });
});
