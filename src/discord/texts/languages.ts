import type { Catalogue } from './catalogue';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';

/** By primary language subtag. */
export const languages = { en, de, fr, es } as const satisfies Record<string, Catalogue>;

/**
 * The catalogue for the first of `tags` (BCP 47, as Discord's locales are) that there is one for; English otherwise.
 */
export function textsFor(...tags: readonly (string | null | undefined)[]): Catalogue {
  const known: Readonly<Record<string, Catalogue>> = languages;
  for (const tag of tags) {
    const catalogue = known[tag?.split('-')[0]?.toLowerCase() ?? ''];
    if (catalogue !== undefined) return catalogue;
  }
  return en;
}
