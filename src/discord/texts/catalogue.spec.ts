import type { Catalogue } from './catalogue';
import { commandWords, languages, textsFor } from './index';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Commands that stand beside each other in one menu. */
const menus = [
  ['voice', 'agent', 'say', 'muteMe', 'forget', 'link', 'unlink', 'consent', 'language'],
  ['join', 'leave', 'status', 'captions', 'confirm', 'talk', 'steer'],
  ['agentList', 'agentSelect'],
] as const;

describe.each(Object.entries(languages))('the catalogue %s', (_language, catalogue: Catalogue) => {
  it('has names that Discord takes', () => {
    const words = [...Object.values(catalogue.commands), ...Object.values(catalogue.options)];
    for (const { name, description } of words) {
      expect(name).toMatch(NAME);
      expect(name).toBe(name.toLowerCase());
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(100);
    }
  });

  it('has no two commands of one name beside each other', () => {
    for (const menu of menus) {
      const names = menu.map((key) => catalogue.commands[key].name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has the words that a message is about in the message', () => {
    expect(catalogue.joined({ channel: '<#1>', agent: 'Ada' })).toMatch(/Ada.*<#1>/u);
    expect(catalogue.forgotten({ conversations: 2, messages: 31 })).toMatch(/2.*31/u);
    expect(catalogue.consentNotice({ agent: 'Ada' })).toMatch(/Ada.*\/mute-me/u);
    expect(catalogue.busyElsewhere({ channel: '<#1>' })).toContain('<#1>');
  });
});

describe(textsFor, () => {
  it('takes the first language it knows, whatever the region', () => {
    expect(textsFor('ja', 'es-419', 'de')).toBe(languages.es);
    expect(textsFor(undefined, 'en-GB')).toBe(languages.en);
  });

  it('speaks English to the rest of the world', () => {
    expect(textsFor('pt-BR', null)).toBe(languages.en);
  });
});

it("gives Discord a command's name in all its locales", () => {
  expect(commandWords('join').nameLocalizations).toEqual({
    de: 'beitreten',
    fr: 'rejoindre',
    'es-ES': 'unirse',
    'es-419': 'unirse',
  });
});
