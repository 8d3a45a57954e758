import { pageStorage } from '../voice/browser-memory';
import { pages as englishPages } from './en/pages';
import { shell as englishShell } from './en/shell';
import { isLanguage, LANGUAGES, languageFor, localeFor } from './languages';
import { fill, type Message } from './message';
import { Texts } from './texts';

const english: Readonly<Record<string, Message>> = { ...englishShell, ...englishPages };

const placeholders = (message: Message) => {
  const text = typeof message === 'string' ? message : message.other;
  return (text.match(/\{\w+\}/gu) ?? []).sort();
};

async function messagesOf(language: string): Promise<Readonly<Record<string, Message>>> {
  const [shell, pages] = (await Promise.all([
    import(`./${language}/shell`),
    import(`./${language}/pages`),
  ])) as [{ shell: Record<string, Message> }, { pages: Record<string, Message> }];
  return { ...shell.shell, ...pages.pages };
}

describe('the texts of the page', () => {
  it.each(Object.keys(LANGUAGES))('are all there in %s, with the same values', async (language) => {
    const messages = await messagesOf(language);
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(messages)) {
      const model = english[key] ?? '';
      expect([key, typeof message]).toEqual([key, typeof model]);
      expect([key, placeholders(message)]).toEqual([key, placeholders(model)]);
    }
  });

  it.each(['de', 'fr', 'es'])('are translated into %s', async (language) => {
    const messages = Object.entries(await messagesOf(language));
    const same = messages.filter(
      ([key, message]) =>
        typeof message === 'string' && message.length > 14 && message === english[key],
    );
    expect(same).toEqual([]);
  });
});

describe(fill.name, () => {
  it('puts values in their places, numbers as the place writes them', () => {
    expect(fill('{name} said {count} words', 'de', { name: 'Ann', count: 1200 })).toBe(
      'Ann said 1.200 words',
    );
  });

  it('chooses between one and several by the rules of the language', () => {
    const message = { one: '{count} message', other: '{count} messages' };
    expect([0, 1, 2].map((count) => fill(message, 'en', { count }))).toEqual([
      '0 messages',
      '1 message',
      '2 messages',
    ]);
    expect(fill(message, 'fr', { count: 0 })).toBe('0 message');
  });
});

describe(Texts.name, () => {
  it('speaks the first language of the browser that it knows, and English for the others', async () => {
    expect((await Texts.open(['nl', 'fr-CA', 'de'])).get().language).toBe('fr');
    expect((await Texts.open(['nl'])).get().say('frame.talk')).toBe('Talk');
  });

  it('keeps what the person chose', async () => {
    const storage = pageStorage();
    const texts = await Texts.open(['en'], storage);
    const heard: string[] = [];
    texts.subscribe(() => heard.push(texts.get().say('frame.talk')));
    await texts.choose('es');
    expect(heard).toEqual(['Hablar']);
    expect((await Texts.open(['en'], storage)).get().language).toBe('es');
  });

  it('has the texts of the other pages once they are loaded, also after a change of language', async () => {
    const texts = await Texts.open(['en']);
    expect(texts.get().say('common.save')).toBe('common.save');
    await texts.loadPages();
    expect(texts.get().say('common.save')).toBe('Save');
    await texts.choose('de');
    expect(texts.get().say('common.save')).toBe('Speichern');
  });
});

describe('languages', () => {
  it('are told from tags', () => {
    expect([languageFor(['DE-at']), languageFor([])]).toEqual(['de', 'en']);
    expect([isLanguage('fr'), isLanguage('toString')]).toEqual([true, false]);
    expect(localeFor('en', ['de-AT', 'en-GB'])).toBe('en-GB');
    expect(localeFor('es', ['de-AT'])).toBe('es');
  });
});
