import type { LocalizationMap } from 'discord.js';

import type { Catalogue, CommandKey, CommandWords, OptionKey } from './catalogue';
import { languages } from './languages';

/** Discord's locales for each language that is not the commands' own. */
const LOCALES = { de: ['de'], fr: ['fr'], es: ['es-ES', 'es-419'] } as const;

/** Name and description of a command or subcommand, in every language. */
export function commandWords(key: CommandKey) {
  const { name, description } = languages.en.commands[key];
  const words = ({ commands }: Catalogue) => commands[key];
  return {
    name,
    nameLocalizations: inAll((catalogue) => words(catalogue).name),
    description,
    descriptionLocalizations: inAll((catalogue) => words(catalogue).description),
  };
}

/** The same of an option, as Necord's option decorators want it. */
export function optionWords(key: OptionKey) {
  const { name, description }: CommandWords = languages.en.options[key];
  return {
    name,
    name_localizations: inAll(({ options }) => options[key].name),
    description,
    description_localizations: inAll(({ options }) => options[key].description),
  };
}

export function choiceWords(key: keyof Catalogue['choices']) {
  return {
    name: languages.en.choices[key],
    name_localizations: inAll(({ choices }) => choices[key]),
    value: key,
  };
}

function inAll(words: (catalogue: Catalogue) => string): LocalizationMap {
  const all = Object.entries(LOCALES).flatMap(([language, locales]) =>
    locales.map((locale) => [locale, words(languages[language as keyof typeof LOCALES])] as const),
  );
  return Object.fromEntries(all);
}
