/** The languages that the page speaks, by BCP 47, with the names their speakers know them by. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** How the person's region writes numbers and times of a language: their own tag of it, or the language alone. */
export function localeFor(language: Language, tags: readonly string[]): string {
  return tags.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}

/** The first of the tags (`de-AT`) whose language the page speaks; English where it speaks none. */
export function languageFor(tags: readonly string[]): Language {
  const [found = 'en'] = tags
    .map((tag) => tag.toLowerCase().split('-')[0] ?? '')
    .filter(isLanguage);
  return found;
}
