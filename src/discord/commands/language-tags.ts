/** Suggested in this order; any other tag that is a language can be typed. */
const SUGGESTED =
  'en de fr es it pt nl pl ru uk tr ar he fa hi bn ur ta te id vi th zh ja ko sv da nb fi cs sk hu ro bg el hr sr sl lt lv et ca sw';

const suggested = SUGGESTED.split(' ');

export type SuggestedLanguage = { readonly tag: string; readonly name: string };

/** The language's name in the language `inTag`; undefined for what is no language. */
export function languageName(tag: string, inTag: string): string | undefined {
  try {
    const names = new Intl.DisplayNames([inTag, 'en'], { type: 'language', fallback: 'none' });
    return names.of(tag);
  } catch {
    // A RangeError: no BCP 47 tag.
    return undefined;
  }
}

/** The languages whose tag or name, in the language `inTag` or their own, begins with what was typed. */
export function suggestLanguages(typed: string, inTag: string): SuggestedLanguage[] {
  const start = typed.trim().toLowerCase();
  return suggested.flatMap((tag) => {
    const name = languageName(tag, inTag);
    if (name === undefined) return [];
    const own = languageName(tag, tag) ?? name;
    const isMeant = [tag, name, own].some((word) => word.toLowerCase().startsWith(start));
    return isMeant ? [{ tag, name: name === own ? name : `${name} (${own})` }] : [];
  });
}

/** The canonical tag of what was chosen or typed: a tag, or a language's name in `inTag`, English or itself. */
export function findLanguage(typed: string, inTag: string): string | undefined {
  const word = typed.trim().toLowerCase();
  const byName = suggested.find((tag) =>
    [inTag, 'en', tag].some((language) => languageName(tag, language)?.toLowerCase() === word),
  );
  if (byName !== undefined) return byName;
  if (languageName(word, 'en') === undefined) return undefined;
  return Intl.getCanonicalLocales(word)[0];
}
