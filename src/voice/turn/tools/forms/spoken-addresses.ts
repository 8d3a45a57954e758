/** What people say for the signs of an address, in the languages in which they are asked. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/ (?:at|ät|arobase|arroba) /giu, '@'],
  [/ (?:dot|punkt|point|punto) /giu, '.'],
  [/ (?:dash|hyphen|minus|bindestrich|tiret|guion|guión) /giu, '-'],
  [/ (?:underscore|unterstrich|souligné|guion bajo) /giu, '_'],
  [/ (?:forward )?(?:slash|schrägstrich|barre oblique|barra) /giu, '/'],
];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u;

/** "ada at example dot org" as it is written; undefined where it is no address. */
export function spokenEmail(text: string): string | undefined {
  const address = written(text).toLowerCase();
  return EMAIL.test(address) ? address : undefined;
}

/** "example dot org slash about" as it is written; undefined where it is no address. */
export function spokenUrl(text: string): string | undefined {
  const address = written(text);
  const url = /^[a-z][a-z+.-]*:\/\//iu.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return undefined;
  return new URL(url).hostname.includes('.') ? url : undefined;
}

function written(text: string): string {
  const said = ` ${text.trim().replace(/[.!?]+$/u, '')} `;
  const signs = SIGNS.reduce((rest, [word, sign]) => rest.replaceAll(word, sign), said);
  return signs.replaceAll(/\s+/gu, '');
}
