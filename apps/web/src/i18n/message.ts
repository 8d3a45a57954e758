/** What is said of a number: by CLDR's categories, of which the languages here need these two. */
type Plural = { readonly one: string; readonly other: string };

/** A text, with `{name}` where a value belongs. */
export type Message = string | Plural;

/** All texts of one part of the page in one language. */
export type Catalogue<Key extends string> = Readonly<Record<Key, Message>>;

export type Values = Readonly<Record<string, string | number>>;

/** Gives the text of a key in the language of the page. `values.count` chooses between singular and plural. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/** The message with its values, numbers written as `locale` writes them. */
export function fill(message: Message, locale: string, values: Values = {}): string {
  const text = typeof message === 'string' ? message : chosen(message, locale, values['count']);
  return text.replace(/\{(\w+)\}/gu, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}

function chosen(message: Plural, locale: string, count: string | number | undefined): string {
  const category = new Intl.PluralRules(locale).select(Number(count ?? 0));
  return category === 'one' ? message.one : message.other;
}
