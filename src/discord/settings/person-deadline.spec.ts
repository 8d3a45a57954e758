import { type AgentEntity, DISCORD_DEFAULTS, type DiscordGuildEntity } from '@vox/database';
import { VirtualClock } from '@vox/testing';
import type { Repository } from 'typeorm';

import { parseConfig } from '../../config';
import type { ConversationService } from '../../conversation';
import type { SecretBox } from '../../secrets';
import { AgentBots } from './agent-bots';
import { GuildSettings } from './guild-settings';
import { LinkedUsers } from '../../discord-links';
import { DiscordUserSettings } from './discord-user-settings';
import { forPerson, PERSON_WAITS_MS } from './person-deadline';
import { StoredDiscordSettings } from './stored-discord-settings';

const never = () => new Promise<never>(() => undefined);

/** A repository whose questions are never answered. */
const stuck = <Row extends object>(): Repository<Row> => {
  const builder = { getOne: never } as Record<string, unknown>;
  for (const step of ['where', 'andWhere', 'orderBy', 'limit']) builder[step] = () => builder;
  const table = {
    find: never,
    findOne: never,
    findOneBy: never,
    createQueryBuilder: () => builder,
  };
  return table as unknown as Repository<Row>;
};

const conversations = {
  findAgent: () => Promise.resolve({ id: 'a', name: 'Vox', systemPrompt: 'x', llm: {}, tts: {} }),
} as unknown as ConversationService;

function settingsOf(clock: VirtualClock, agents: Repository<AgentEntity>) {
  const guilds = new GuildSettings(stuck(), clock);
  const users = new DiscordUserSettings(stuck(), conversations, clock);
  const linked = new LinkedUsers(stuck(), clock);
  const settings = new StoredDiscordSettings(
    ...([agents, conversations, guilds, users, linked, parseConfig({}), clock] as const),
  );
  return { guilds, users, settings, agentBots: new AgentBots(agents, {} as SecretBox, clock) };
}

type Settings = ReturnType<typeof settingsOf>;

describe('what a person waits for', () => {
  it.each<[string, (settings: Settings) => Promise<unknown>]>([
    ["a guild's agent", ({ guilds }) => guilds.agentId('g')],
    ["a guild's captions", ({ guilds }) => guilds.captionsChannelId('g')],
    ['who is not listened to', ({ users }) => users.optedOutUserIds()],
    ['whether somebody is listened to', ({ users }) => users.isListenedTo('u')],
    ['the agents to choose from', ({ agentBots }) => agentBots.list()],
    ['who joins a channel', ({ settings }) => settings.autoJoin({}, 'c')],
  ])('%s is given up on when the database is stuck', async (_what, ask) => {
    const clock = new VirtualClock();
    const asked = ask(settingsOf(clock, stuck()));
    const outcome = asked.then(
      () => 'answered',
      (error: unknown) => error,
    );
    await clock.advance(PERSON_WAITS_MS - 1);
    expect(await Promise.race([outcome, Promise.resolve('waiting')])).toBe('waiting');
    await clock.advance(1);
    expect(await outcome).toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('is as it was seen last, where it was', async () => {
    const clock = new VirtualClock();
    const row = { guildId: 'g', agentId: 'chosen', captionsChannelId: null };
    let isStuck = false;
    const findOneBy = () => (isStuck ? never() : Promise.resolve(row));
    const table = { findOneBy } as unknown as Repository<DiscordGuildEntity>;
    const guilds = new GuildSettings(table, clock);
    expect(await guilds.agentId('g')).toBe('chosen');
    isStuck = true;
    const asked = guilds.agentId('g');
    await clock.advance(PERSON_WAITS_MS);
    expect(await asked).toBe('chosen');
  });

  it("is the agent's usual settings where they were never seen", async () => {
    const clock = new VirtualClock();
    const asked = settingsOf(clock, stuck()).settings.agent('a');
    await clock.advance(PERSON_WAITS_MS);
    expect((await asked).discord).toMatchObject({ mode: DISCORD_DEFAULTS.mode });
  });

  it('is answered at once where the database answers, and fails as it does', async () => {
    const clock = new VirtualClock();
    expect(await forPerson(clock, () => Promise.resolve(1))).toBe(1);
    const refused = new Error('refused');
    await expect(forPerson(clock, () => Promise.reject(refused))).rejects.toBe(refused);
  });
});
