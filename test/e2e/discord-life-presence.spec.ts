import type { StandInChannel } from '@vox/stand-ins';

import { answers, DiscordLife, type Place } from '../support/discord/discord-life';
import { eventually } from '../support/eventually';

describe('A bot in the voice channels of a Discord server, end-to-end encrypted', () => {
  let life: DiscordLife;

  beforeAll(async () => {
    life = await DiscordLife.start();
  }, 180_000);
  afterAll(() => life?.close());

  it('joins by itself when somebody enters a chosen channel', async () => {
    const { guild, ann } = life.place('auto');
    ann.leave();
    const { id } = await life.server.agent();
    await life.server.setAgent(id, { discord: { auto_join_channel_ids: [guild.voice.id] } });
    ann.join(guild.voice);
    await guild.joined(life.discord.bot, guild.voice);
    await life.voiceOf(guild).ready();
    await life.talksOn(ann, 1);
  });

  it('leaves when the last person has left', async () => {
    const { guild, ann } = life.place('empty');
    const bob = guild.addMember('bob of empty');
    bob.join(guild.voice);
    await life.server.join(guild);
    ann.leave();
    bob.leave();
    await life.server.gone(guild);
  });

  it('follows when it is moved, and goes on talking', async () => {
    const { guild, ann } = life.place('moved');
    const other = guild.addChannel('voice', 'Other');
    await life.server.join(guild);
    await life.talksOn(ann, 1);
    const before = await life.voiceOf(guild).ready();
    ann.join(other);
    guild.moveBot(life.discord.bot, other);
    await life.voiceOf(guild).reconnected(before);
    await life.voiceOf(guild).ready();
    await life.talksOn(ann, 2);
  });

  it('ends cleanly when it is kicked, or its guild or channel is removed, while it speaks, and can be called again', async () => {
    const ends = {
      kicked: ({ guild }: Place) => guild.kickBot(life.discord.bot),
      'no guild': ({ guild }: Place) => life.discord.removeGuild(guild),
      'no channel': ({ guild }: Place) => guild.removeChannel(guild.voice),
    };
    const ending = Object.values(ends);
    const places = await life.speakingIn(Object.keys(ends), (place, index) => {
      ending[index]?.(place);
      return place;
    });
    const [kicked] = places as [Place, Place, Place];
    for (const { ann } of places) {
      expect(answers(await life.stored(ann, 1))).toMatchObject([{ interrupted: true }]);
    }
    await life.expectHealthy();
    await life.server.gone(kicked.guild);
    await life.server.join(kicked.guild);
    await life.talksOn(kicked.ann, 2);
  });

  const onStage = (name: string) => {
    const place = life.place(name);
    const stage: StandInChannel = place.guild.addChannel('stage', 'Stage');
    place.ann.join(stage);
    return { ...place, stage };
  };

  it('asks to speak on a stage, says so, and speaks when it is let', async () => {
    const { guild, ann, stage } = onStage('stage');
    await life.server.join(guild, stage);
    await stage.message(({ content }) => content.includes('asked to speak'));
    guild.voiceStates.suppress(life.discord.bot.id, false);
    await stage.message(({ content }) => !content.includes('asked to speak'));
    await life.talksOn(ann, 1);
    guild.voiceStates.moderate(life.discord.bot.id, { isServerDeafened: true });
    await stage.message(({ content }) => content.includes('I have been deafened'));
  });

  it('takes the word on a stage that it may moderate', async () => {
    const { guild, ann, stage } = onStage('moderated');
    guild.member(life.discord.bot.id)?.permit('MuteMembers');
    await life.server.join(guild, stage);
    await life.talksOn(ann, 1);
  });

  it('names the permission that it lacks', async () => {
    const { guild } = life.place('closed');
    guild.voice.deny(['Speak']);
    const body = { guild_id: guild.id, channel_id: guild.voice.id };
    const { response, error } = await eventually(
      () => life.server.server.api.POST('/voice/join', { body }),
      ({ response: { status } }) => status !== 404,
    );
    expect(response.status).toBe(400);
    expect(error?.detail).toContain('Speak');
  });
});
