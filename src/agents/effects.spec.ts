import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { createAgentSchema } from './agent.schema';
import { discordSettingsSchema } from './agent-discord.schema';
import { sectionSchemas } from '../config';

const root = path.join(__dirname, '../..');
type Shown = readonly (readonly [file: string, title: string])[];

/** Of each setting: the tests that show what it does. */
const table = (name: string) =>
  JSON.parse(
    readFileSync(path.join(root, 'test/fixtures/settings', `${name}.json`), 'utf8'),
  ) as Record<string, Shown>;

const variables = Object.values(sectionSchemas).flatMap(({ shape }) => Object.keys(shape));
const { discord, ...plain } = createAgentSchema.shape;
const fields = [
  ...Object.keys(plain),
  ...(discord === undefined
    ? []
    : Object.keys(discordSettingsSchema.shape).map((name) => `discord.${name}`)),
];

/** `tts_rate`, and as it is named on the way: `ttsRate`. */
const spellings = (setting: string) => {
  const name = setting.replace('discord.', '');
  const camel = name.replace(/_(\w)/gu, (_all, letter: string) => letter.toUpperCase());
  return new RegExp(String.raw`\b(?:${name}|${camel})\b`, 'u');
};

describe.each([
  ['variables', variables],
  ['agent-fields', fields],
])('%s', (name, settings) => {
  const shown = table(name);

  it('that are in the table are those that there are', () => {
    expect(Object.keys(shown).sort()).toEqual([...settings].sort());
  });

  it.each(settings)('%s is shown to have its effect', (setting) => {
    const tests = shown[setting] ?? [];
    expect(tests).not.toEqual([]);
    const sources = tests.map(([file, title]) => {
      const isThere = existsSync(path.join(root, file));
      const source = isThere ? readFileSync(path.join(root, file), 'utf8') : '';
      expect([file, title, source.includes(title)]).toEqual([file, title, true]);
      return source;
    });
    expect(sources.join('\n')).toMatch(spellings(setting));
  });
});
