import { parseConfig } from './app-config';

const problemsOf = (environment: Record<string, string>) => {
  try {
    parseConfig(environment);
  } catch (error) {
    return (error as { problems: string[] }).problems;
  }
  return [];
};

describe('the Discord variables', () => {
  it('are all optional: Discord is off', () => {
    const { discord, secrets } = parseConfig({});
    expect(discord.DISCORD_TOKEN).toBeUndefined();
    expect(discord.DISCORD_API_URL).toBe('https://discord.com/api');
    expect(discord.DISCORD_CONSENT_NOTICE).toBe('written');
    expect(secrets.SECRETS_KEY).toBeUndefined();
  });

  it('take channels as a list', () => {
    const channels = '123456789012345678, 223456789012345678';
    expect(
      parseConfig({ DISCORD_AUTO_JOIN_CHANNELS: channels }).discord.DISCORD_AUTO_JOIN_CHANNELS,
    ).toEqual(['123456789012345678', '223456789012345678']);
  });

  it.each(['ab'.repeat(32), `${'A'.repeat(43)}=`, 'A'.repeat(43), '_-'.repeat(21) + 'A'])(
    'take a key of 32 bytes however it is written: %s',
    (key) => {
      expect(parseConfig({ SECRETS_KEY: key }).secrets.SECRETS_KEY).toHaveLength(32);
    },
  );

  it.each([
    ['DISCORD_TOKEN', 'Bot abc.def.ghi'],
    ['DISCORD_API_URL', 'discord.com/api'],
    ['DISCORD_AUTO_JOIN_CHANNELS', '123456789012345678;lobby'],
    ['DISCORD_CONSENT_NOTICE', 'loudly'],
    ['SECRETS_KEY', 'hunter2'],
    ['SECRETS_KEY', 'ab'.repeat(31)],
  ])('are refused by name: %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name}[.:]`)]);
  });

  it('never has a refused secret in its message', () => {
    expect(problemsOf({ SECRETS_KEY: 'hunter2', DISCORD_TOKEN: 'Bot abc' }).join()).not.toMatch(
      /hunter2|abc/u,
    );
  });
});
