import { setTimeout as sleep } from 'node:timers/promises';

import { StandInDiscord, type StandInGuild } from '@vox/stand-ins';
import { settled } from '@vox/testing';

import { DiscordHealth } from '../../src/discord';
import { eventually } from '../support/eventually';
import { startBotsApp } from './support/bots-app';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

/** For the request that is under way when the server stops. */
const CONNECTING_MS = 300;

/** discord.js waits 500 ms before it connects anew: a bot that was not given up would be back by then. */
const RECONNECTS_AFTER_MS = 1500;

/** Until what is expected is so: Discord's events take their way. */
const soon = (expectations: () => void) =>
  eventually(() => {
    expectations();
    return true;
  }, Boolean);

describe('Discord bots that cannot log in', () => {
  let database: TestDatabase;
  let discord: StandInDiscord;
  let guild: StandInGuild;

  beforeAll(async () => {
    database = await startTestDatabase();
    discord = await StandInDiscord.start();
    guild = discord.addGuild('Club', { botsMay: ['Connect', 'Speak'] });
  });
  afterAll(async () => {
    await discord.close();
    await database.stop();
  });

  const startServer = (token: string) => startBotsApp(database, discord, { DISCORD_TOKEN: token });

  it('leave the server running: a wrong token', async () => {
    const other = await startServer('not.a.token');
    try {
      const report = () => other.app.get(DiscordHealth).health();
      await soon(() => expect(report().bots[0]?.status).toBe('refused'));
      expect(report()).toMatchObject({ status: 'degraded' });
      expect((await other.request('GET', '/api/agents')).status).toBe(200);
      expect((await other.request('GET', '/api/channels')).body).toEqual({ guilds: [] });
      const join = { guild_id: guild.id, channel_id: guild.voice.id };
      expect((await other.request('POST', '/voice/join', join)).status).toBe(503);
    } finally {
      await other.app.close();
    }
  });

  it.each(['REST', 'gateway'] as const)(
    'are given up at once when the server stops, also while the %s says nothing',
    async (part) => {
      const dark = await StandInDiscord.start();
      const { outage } = part === 'REST' ? dark.rest : dark.gateway;
      outage.begin('silent');
      const other = await startBotsApp(database, dark, { DISCORD_TOKEN: dark.bot.token });
      expect(other.app.get(DiscordHealth).health().bots[0]?.status).toBe('connecting');
      if (part === 'gateway') await soon(() => expect(dark.rest.calls).not.toHaveLength(0));
      await sleep(CONNECTING_MS);
      // discord.js asks four times, 15 s each, before it gives up by itself.
      await settled('the end of the server', other.app.close());
      outage.end();
      await sleep(RECONNECTS_AFTER_MS);
      expect(dark.bot.session).toBeUndefined();
      await dark.close();
    },
  );

  it('leave the server running, and come when Discord does: an outage', async () => {
    discord.rest.outage.begin('refuse');
    const third = discord.addBot('latebot');
    const other = await startServer(third.token);
    try {
      const report = () => other.app.get(DiscordHealth).health();
      await soon(() => expect(report().bots[0]?.status).toBe('waiting'));
      discord.rest.outage.end();
      await third.online();
      await soon(() => expect(report().status).toBe('up'));
    } finally {
      await other.app.close();
    }
  });
});
