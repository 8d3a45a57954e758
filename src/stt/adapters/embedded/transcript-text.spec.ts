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

  it('takes no time over thousands of words', () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `word${index % 37}`).join(' ');
    const before = process.cpuUsage();
    transcriptText(words);
    // What it computed, which on a busy machine takes longer.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
  });
});
