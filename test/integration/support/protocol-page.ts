import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../../docs/protocol.md');

/** The messages that docs/protocol.md lists, by the headings they stand under: `/ws/voice, Client to server`. */
export function messagesOfPage(): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, string[]>();
  let part = '';
  let section = '';
  for (const line of readFileSync(PAGE, 'utf8').split('\n')) {
    const [, level = '', title = ''] = /^(#{2,4}) (.*)$/u.exec(line) ?? [];
    if (level === '##') [part, section] = [/^`([^`]+)`/u.exec(title)?.[1] ?? title, ''];
    if (level === '###') section = title;
    if (level !== '####') continue;
    const name = section === '' ? part : `${part}, ${section}`;
    messages.set(name, [...(messages.get(name) ?? []), title.replaceAll('`', '')]);
  }
  return messages;
}

/** What went over sockets, to be held against the page. */
export class ExchangedMessages {
  readonly #names = new Map<string, Set<string>>();

  /** @param section As the page heads it. */
  note(section: string, ...names: readonly string[]): void {
    const noted = this.#names.get(section) ?? new Set();
    this.#names.set(section, noted);
    for (const name of names) noted.add(name);
  }

  /**
   * The messages of the page's sections that `isOurs` that were not exchanged, and those exchanged that it does not have; none
   * where page and sockets agree.
   */
  differences(isOurs: (section: string) => boolean): string[] {
    const page = messagesOfPage();
    const sections = new Set([...page.keys(), ...this.#names.keys()].filter(isOurs));
    return [...sections].flatMap((section) => {
      const described = new Set(page.get(section) ?? []);
      const noted = this.#names.get(section) ?? new Set<string>();
      return [
        ...[...described]
          .filter((name) => !noted.has(name))
          .map((name) => `${section}: no test exchanges ${name}`),
        ...[...noted]
          .filter((name) => !described.has(name))
          .map((name) => `${section}: the page has no ${name}`),
      ];
    });
  }
}
