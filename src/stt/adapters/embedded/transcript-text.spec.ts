import { transcriptText } from './transcript-text';

describe('transcriptText', () => {
  it.each([
    ['  Hello   there. ', 'Hello there.'],
    ['', ''],
    ['No, no, no, no.', 'No, no, no, no.'],
    ['Thank you, thank you, thank you.', 'Thank you, thank you, thank you.'],
    ['That was very, very, very, very, very good.', 'That was very, very, very, very, very good.'],
    ['He was amiable, amiable, amiable, amiable, amiable, amiable, amiable', 'He was amiable,'],
    [
      'I said with a user with a user with a user with a user with a user and more',
      'I said with a user and more',
    ],
    [`712-${'277-'.repeat(40)}`, '712-277'],
    ['My number is 712-277-17.', 'My number is 712-277-17.'],
    ['It is It is It is It is over, over, over, over, over, over', 'It is over,'],
  ])('makes of "%s" "%s"', (raw, expected) => {
    expect(transcriptText(raw)).toBe(expected);
  });

  it.each([
    ['words', 37],
    ['one word', 1],
    ['one phrase', 12],
    ['a phrase longer than any that is looked for', 13],
  ])('compares each of thousands of words with a few others: %s', (_what, different) => {
    const raw = (length: number) =>
      Array.from({ length }, (__, index) => `word${index % different}`).join(' ');
    const bareWords = jest.spyOn(String.prototype, 'toLowerCase');
    const comparisons = (length: number) => {
      bareWords.mockClear();
      transcriptText(raw(length));
      return bareWords.mock.calls.length / 2;
    };
    const [some, twice] = [comparisons(2_000), comparisons(4_000)];
    bareWords.mockRestore();
    expect(some).toBeGreaterThan(0);
    // Twice the words, twice the work; 12 phrases of up to 12 words are looked for from each.
    expect(twice).toBeLessThanOrEqual(2.1 * some);
    expect(twice).toBeLessThanOrEqual(4_000 * 12 * 12);
  });
});
