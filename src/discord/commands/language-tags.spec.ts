import { findLanguage, languageName, suggestLanguages } from './language-tags';

describe('languages as people type them', () => {
  it.each([
    ['de', 'de'],
    ['Deutsch', 'de'],
    ['German', 'de'],
    ['allemand', 'de'],
    ['PT-br', 'pt-BR'],
    ['yo', 'yo'],
  ])('finds %s', (typed, tag) => {
    expect(findLanguage(typed, 'fr')).toBe(tag);
  });

  it.each(['', 'klingonisch', 'x', '12', 'de DE'])('does not find %j', (typed) => {
    expect(findLanguage(typed, 'en-US')).toBeUndefined();
  });

  it("suggests by tag, by name in the reader's language and by its own name", () => {
    expect(suggestLanguages('de', 'en-US')).toEqual([{ tag: 'de', name: 'German (Deutsch)' }]);
    expect(suggestLanguages('espa', 'en-US').map(({ tag }) => tag)).toEqual(['es']);
    expect(suggestLanguages('', 'de').length).toBeGreaterThan(25);
    expect(suggestLanguages('zzz', 'de')).toEqual([]);
  });

  it('knows no name for what is no tag', () => {
    expect(languageName('!', 'en')).toBeUndefined();
  });
});
