import { countTokens as countByLibrary } from 'gpt-tokenizer/encoding/o200k_base';

import { seededRandom } from '@vox/stand-ins';

import { countTokens } from './token-count';

const byLibrary = (text: string) => countByLibrary(text, { disallowedSpecial: new Set() });

const TEXTS = [
  '',
  'Hello, how are you today?',
  'I’ve told them: it’S 7:45, 1234567 of them & we’ll see…\r\n\r\n  Tabs\tand   blanks   ',
  'Straßenbahnhaltestelle am Donaudampfschiffahrtsgesellschaftskapitänshaus',
  'Où est l’hôtel ? ¿Dónde está el baño? Przepraszam, gdzie jest toaleta?',
  '今日は天気がいいですね。明日はどうでしょうか。',
  'मुझे हिंदी में बोलना पसंद है। Привет, как дела? مرحبا كيف حالك',
  '👩‍👩‍👧‍👦 🇩🇪 e\u0301 \ud83d \u0000',
  '<|endoftext|><|im_start|>user',
  '{"name":"weather","arguments":{"city":"Köln","days":[1,2,3]}}',
];

describe('countTokens', () => {
  it.each(TEXTS)('counts as the encoding does: %j', (text) => {
    expect(countTokens(text)).toBe(byLibrary(text));
  });

  it('counts whatever characters there are as the encoding does', () => {
    const random = seededRandom(7);
    const below = (limit: number) => Math.floor(random() * limit);
    const ranges = [0x80, 0x250, 0x3000, 0x10000, 0x1f700];
    for (let round = 0; round < 300; round++) {
      const range = ranges[below(ranges.length)] as number;
      const text = Array.from({ length: 1 + below(60) }, () =>
        String.fromCodePoint(below(range)),
      ).join('');
      expect([text, countTokens(text)]).toEqual([text, byLibrary(text)]);
    }
  });

  it('counts a word that is longer than any in parts', () => {
    const word = 'Rindfleischetikettierungsüberwachung'.repeat(40);
    const exact = byLibrary(word);
    expect(countTokens(word)).toBeGreaterThanOrEqual(exact);
    expect(countTokens(word)).toBeLessThan(exact * 1.02);
    // In one piece it would be merged for minutes.
    expect(countTokens('zqxj'.repeat(250_000))).toBeGreaterThan(250_000);
  });
});
