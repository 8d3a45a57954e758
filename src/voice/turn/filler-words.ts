/** Short, and true whatever the tool does; taken in turn. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  en: ['One moment.', 'I am still on it.'],
  de: ['Einen Moment.', 'Ich bin noch dabei.'],
  fr: ['Un instant.', 'J’y suis encore.'],
  es: ['Un momento.', 'Sigo en ello.'],
};

/** So many a turn; more would be chatter. */
export const MOST_FILLERS = 2;

/** What is said while a tool is waited for. @param language BCP 47; English where there are no words in it. */
export function fillerIn(language: string | undefined, said: number): string {
  const words = WORDS[language?.split('-')[0]?.toLowerCase() ?? 'en'] ?? WORDS['en'];
  return words?.[said % MOST_FILLERS] ?? '';
}
