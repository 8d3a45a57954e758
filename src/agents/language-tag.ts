import { text } from '@vox/protocol';

/** BCP 47. */
export const languageTag = () =>
  text().max(35).refine(isLanguageTag, 'must be a BCP 47 tag such as en or pt-BR');

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
