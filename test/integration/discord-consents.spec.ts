import { StandInDiscord, type StandInGuild, type StandInMember } from '@vox/stand-ins';

import { consentButtons } from '../../src/discord/consent-message';
import { VoiceChannels } from '../../src/discord/voice-channels';
import { DiscordGuildDirectory } from '../../src/discord/guild-view/discord-guild-directory';
import { VoiceBots } from '../../src/discord/voice-bots';
import { languages } from '../../src/discord/texts';
import type { MemoryVoiceChannels } from '../support/memory-voice-channels';
import { startBotsApp } from './support/bots-app';
import { silenceLogs } from './support/quiet-logger';
import type { TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

/** Real gateway and REST, and a stand-in Discord that takes a message with buttons and presses them. */
describe('consents on Discord', () => {
  let database: TestDatabase;
  let discord: StandInDiscord;
  let guild: StandInGuild;
  let ann: StandInMember;
  let server: TestApp;
  let voice: MemoryVoiceChannels;

  beforeAll(async () => {
    database = await startTestDatabase();
    discord = await StandInDiscord.start();
    guild = discord.addGuild('Club', { botsMay: ['Connect', 'Speak'] });
    ann = guild.addMember('Ann', { locale: 'de' });
    server = await startBotsApp(database, discord, { DISCORD_TOKEN: discord.bot.token });
    voice = server.app.get(VoiceChannels);
    await discord.bot.registered('consent');
  });
  afterAll(async () => {
    await server.app.close();
    await discord.close();
    await database.stop();
  });

  const command = async () => {
    const asked = { guild, bot: discord.bot, member: ann, name: 'consent' };
    const reply = await discord.command(asked).reply();
    expect(reply.isEphemeral).toBe(true);
    return reply;
  };
  async function press(customId: string) {
    const [bot] = server.app.get(VoiceBots).list();
    if (bot === undefined) throw new Error('no bot is logged in');
    const view = new DiscordGuildDirectory().view(bot, guild.id);
    await view?.post(guild.general.id, 'May I?', consentButtons(['recording'], languages.de));
    const message = await guild.general.message(({ content }) => content === 'May I?');
    const where = { guild, bot: discord.bot, member: ann, channelId: guild.general.id };
    const reply = await discord.press({ ...where, message, customId }).reply();
    expect(reply.isEphemeral).toBe(true);
    return reply.content;
  }

  it('say that there is nothing to allow where the bot is not, or wants nothing', async () => {
    expect((await command()).content).toMatch(/in keinem Sprachkanal/u);
    ann.join(guild.voice);
    await discord.command({ guild, bot: discord.bot, member: ann, name: 'voice join' }).reply();
    expect((await command()).content).toBe('Der Agent bittet dich hier um nichts.');
  });

  it('are shown to who asks, with buttons in their language', async () => {
    voice.allowed = [{ kind: 'recording', isGiven: false }];
    const { content, body } = await command();
    expect(content).toBe('🚫 Nicht erlaubt: aufzeichnen, was du sagst.');
    expect(JSON.stringify(body)).toContain('"label":"Aufzeichnen erlauben"');
  });

  it('are answered by a button, for who pressed it', async () => {
    expect(await press('consent/recording/yes')).toBe('✅ Erlaubt: aufzeichnen, was du sagst.');
    expect(await press('consent/recording/no')).toMatch(/Nicht erlaubt/u);
    expect(voice.answers).toMatchObject([
      { person: { id: ann.id, name: 'Ann' }, kind: 'recording', isGiven: true },
      { person: { id: ann.id }, kind: 'recording', isGiven: false },
    ]);
  });

  it('are not answered when the bot has gone', async () => {
    await voice.leave(discord.bot.id, guild.id);
    expect(await press('consent/recording/yes')).toMatch(/in keinem Sprachkanal/u);
  });
});
