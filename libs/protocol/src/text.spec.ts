import { repairedText, repairText, storable, text } from './text';
import { z } from 'zod';

const HALVES = ['\ud83d', '\ude00', 'a\ud83d', '\ude00b', '\ude00\ud83d'];

describe('text that somebody sends', () => {
  it.each(['\0', 'a\0b', ...HALVES])('is refused with %j in it', (bad) => {
    expect(text().safeParse(bad).success).toBe(false);
    expect(text().trim().min(1).max(100).safeParse(`x${bad}y`).success).toBe(false);
    expect(text().nullable().optional().safeParse(bad).success).toBe(false);
    expect(storable(z.url()).safeParse(`https://a.example/${bad}`).success).toBe(false);
  });

  it.each(['', 'words', '\u{1f600}', '\u0001\t\n', '\ufffd\uffff', 'e\u0301', '\u2028', '\\u0000'])(
    'is taken with %j in it',
    (good) => {
      expect(text().parse(good)).toBe(good);
    },
  );

  it('is refused with the words that its field asks for where it is no text', () => {
    expect(text('must be words').safeParse(1).error?.issues[0]?.message).toBe('must be words');
  });
});

describe('text that nobody can send again', () => {
  it('loses NUL, and has a sign for each half of a character', () => {
    expect(repairText('a\0b\0')).toBe('ab');
    expect(repairText('\ud83d \ude00 \u{1f600}')).toBe('\ufffd \ufffd \u{1f600}');
    for (const half of HALVES)
      expect(text().safeParse(repairedText.parse(half)).success).toBe(true);
  });
});
