import { pageStorage, type KeyValueStore } from '../voice/browser-memory';
import { shell as english } from './en/shell';
import type { PageKey } from './en/pages';
import type { ShellKey } from './en/shell';
import { isLanguage, type Language, languageFor, localeFor } from './languages';
import { type Catalogue, fill, type Message, type Say } from './message';

const LANGUAGE_KEY = 'voxbridge.language';

/** Fetched when they are needed: what nobody reads costs nobody anything. */
const shells: Readonly<Record<Language, () => Promise<Catalogue<ShellKey>>>> = {
  en: () => Promise.resolve(english),
  de: async () => (await import('./de/shell')).shell,
  fr: async () => (await import('./fr/shell')).shell,
  es: async () => (await import('./es/shell')).shell,
};
const pages: Readonly<Record<Language, () => Promise<Catalogue<PageKey>>>> = {
  en: async () => (await import('./en/pages')).pages,
  de: async () => (await import('./de/pages')).pages,
  fr: async () => (await import('./fr/pages')).pages,
  es: async () => (await import('./es/pages')).pages,
};

/** What the page says, in one language at a time. */
export type Speech = {
  readonly language: Language;
  /** For numbers, days and times: the language as the person's region writes it. */
  readonly locale: string;
  /** Keys of the other pages only once `loadPages` has been called. */
  readonly say: Say<ShellKey | PageKey>;
};

/** The texts of the page, in the language that the person chose, or that their browser asks for. */
export class Texts {
  private readonly listeners = new Set<() => void>();
  private hasPages = false;

  private constructor(
    private readonly tags: readonly string[],
    private readonly storage: KeyValueStore,
    private speech: Speech,
  ) {}

  /** Loads Talk's texts. English, which is always there, stands in where they cannot be loaded. */
  static async open(
    tags: readonly string[],
    storage: KeyValueStore = pageStorage(),
  ): Promise<Texts> {
    const texts = new Texts(tags, storage, speechOf('en', tags, english));
    const stored = storage.getItem(LANGUAGE_KEY);
    const wanted = stored !== null && isLanguage(stored) ? stored : languageFor(tags);
    await texts.load(wanted).catch(() => undefined);
    return texts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): Speech => this.speech;

  /** Rejects, and changes nothing, where the language cannot be loaded. */
  async choose(language: Language): Promise<void> {
    await this.load(language);
    try {
      this.storage.setItem(LANGUAGE_KEY, language);
    } catch {
      // Full storage costs only the choice at the next visit.
    }
  }

  /** Adds the texts of the other pages. May be called again. */
  async loadPages(): Promise<void> {
    if (this.hasPages) return;
    this.hasPages = true;
    try {
      await this.load(this.speech.language);
    } catch (error) {
      this.hasPages = false;
      throw error;
    }
  }

  private async load(language: Language): Promise<void> {
    const shell = await shells[language]();
    const more = this.hasPages ? await pages[language]() : {};
    this.speech = speechOf(language, this.tags, { ...shell, ...more });
    for (const listener of this.listeners) listener();
  }
}

function speechOf(
  language: Language,
  tags: readonly string[],
  messages: Readonly<Record<string, Message>>,
): Speech {
  const locale = localeFor(language, tags);
  return { language, locale, say: (key, values) => fill(messages[key] ?? key, locale, values) };
}
