import { answerOf } from '@vox/api-client';
import type { StandInMember } from '@vox/stand-ins';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { DiscordServer } from '../support/discord/discord-server';
import { eventually } from '../support/eventually';
import { AppPage, type Town } from './support/app-page';
import { openBrowser } from './support/browser';

const MANY = 200;
const LONG = 'Once there was an onion that wanted to see the sea. '.repeat(10);

/** Room for all of them, from one address. */
const ROOMY = { MAX_SESSIONS: '250', SESSION_STARTS_PER_MINUTE: '10000' };

describe('The page of who talks now', () => {
  let discord: DiscordServer;
  let town: Town;
  let app: AppPage;
  const talking: VoiceSocketClient[] = [];

  beforeAll(async () => {
    const [started, browser] = await Promise.all([
      DiscordServer.start(() => LONG, ROOMY),
      openBrowser(),
    ]);
    discord = started;
    town = { server: started.server, browser };
  });
  afterAll(async () => {
    await town?.browser.close();
    await discord?.close();
  });

  beforeEach(async () => {
    app = await AppPage.open(town, '/now');
  });
  afterEach(async () => {
    await Promise.all(talking.splice(0).map((client) => client.close()));
    expect(app?.complaints).toEqual([]);
    await app?.close();
  });

  async function talk(userId: string) {
    const client = await VoiceSocketClient.connect(town.server.socketUrl);
    talking.push(client);
    const { session_id: id } = await client.start({ user_id: userId });
    return { client, id };
  }
  const session = (who: string) =>
    app.page.getByTestId('live-session').filter({ has: app.page.getByText(who, { exact: true }) });
  const choose = async (row: ReturnType<typeof session>, action: string) => {
    await row.getByRole('button', { name: 'More for' }).click();
    await app.page.getByTestId(action).click();
  };
  const live = async () => answerOf(await town.server.api.GET('/api/sessions/live'));

  it('shows somebody from their first moment on, what is said, and hangs up on them', async () => {
    const { page } = app;
    expect(await app.faults(() => page.getByTestId('empty').waitFor())).toEqual([]);
    const { client } = await talk('ann');
    const row = session('ann');
    await row.waitFor();
    client.send({ event: 'text_message', data: { text: 'Tell me of the onion.' } });
    await row.getByTestId('live-words').getByText('Once there was an onion').waitFor();
    await row.and(page.locator('[data-state="speaking"]')).waitFor();

    await choose(row, 'mute');
    await row.getByText('Agent muted').waitFor();
    await row.and(page.locator('[data-state="listening"]')).waitFor();
    client.send({ event: 'text_message', data: { text: 'And then?' } });
    await row.getByTestId('live-words').getByText('And then?').waitFor();

    await choose(row, 'say');
    await page.getByTestId('say-text').fill('A person has taken over.');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Say it' }).click();
    await row.getByText('Answered in').waitFor();
    expect(await app.faults(() => row.waitFor())).toEqual([]);
    const [shown] = (await live()).sessions;
    expect(shown).toMatchObject({ user_id: 'ann', muted: true });
    const said = await eventually(
      () => town.server.messages(shown?.id ?? ''),
      (messages) => messages.length >= 4,
    );
    expect(said.map(({ content }) => content)).toEqual(
      expect.arrayContaining(['And then?', 'A person has taken over.']),
    );

    await choose(row, 'consents-of');
    const consents = page.getByTestId('consents');
    await consents.getByText('Nothing is remembered beyond this conversation.').waitFor();
    expect(await app.faults(() => consents.waitFor())).toEqual([]);
    await page.keyboard.press('Escape');
    await consents.waitFor({ state: 'detached' });

    await choose(row, 'end');
    await page.getByTestId('empty').waitFor();
    expect((await live()).live).toBe(0);
  });

  it('has a bot join a voice channel, go to another one and leave, and says who is not heard there', async () => {
    const { page } = app;
    const { guild, people } = discord.guild('Club', 'ann', 'ben');
    const [ann, ben] = people as [StandInMember, StandInMember];
    const attic = guild.addChannel('voice', 'Attic');
    await eventually(
      async () => answerOf(await town.server.api.GET('/api/channels')).guilds,
      (guilds) => guilds.some(({ channels }) => channels.length === 2),
    );
    await page.reload();
    await page.getByTestId('join').click();
    await page.getByTestId('join-channel').selectOption(guild.voice.id);
    await page.getByRole('button', { name: 'Join a channel' }).last().click();
    const place = page.getByTestId('connection').filter({ hasText: 'Club · Voice' });
    await place.and(page.locator('[data-status="ready"]')).waitFor();
    await place.getByText('ann of Club').waitFor();
    const { bot } = discord.discord;
    await bot.registered('mute-me');
    await discord.discord.command({ guild, bot, member: ben, name: 'mute-me' }).reply();
    await place.getByTestId('opted-out').getByText('ben of Club').waitFor();
    expect(await app.faults(() => place.waitFor())).toEqual([]);

    ann.join(attic);
    ben.join(attic);
    await choose(place, 'move');
    await page.getByTestId('join-channel').selectOption(attic.id);
    await page.getByRole('button', { name: 'Move to another channel' }).last().click();
    const moved = page.getByTestId('connection').filter({ hasText: 'Club · Attic' });
    await moved.and(page.locator('[data-status="ready"]')).waitFor();
    await guild.voiceOf(discord.discord.bot).ready();

    await choose(moved, 'leave');
    await moved.waitFor({ state: 'detached' });
    await guild.left(discord.discord.bot);
  });

  it('has only those in view in the document where two hundred talk, and shows what each says', async () => {
    const { page } = app;
    const { client } = await talk('first');
    for (let at = 1; at < MANY; at += 1) await talk(`person-${at}`);
    await page.getByTestId('load').getByText('200 of 250 sessions').waitFor();
    expect((await live()).sessions).toHaveLength(MANY);
    await session(`person-${MANY - 1}`).waitFor();
    expect(await page.getByTestId('now-item').count()).toBeLessThan(60);
    for (let waits = 0; (await session('first').count()) === 0 && waits < 200; waits += 1) {
      await page.mouse.wheel(0, 2000);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
    }
    client.send({ event: 'text_message', data: { text: 'Can you see me?' } });
    await session('first').getByTestId('live-words').waitFor();
    expect(await page.getByTestId('now-item').count()).toBeLessThan(60);
  });
});
