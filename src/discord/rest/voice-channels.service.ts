import { Injectable, NotFoundException, ServiceUnavailableException } from '@nestjs/common';

import { badField } from '../../http';
import { VoiceChannels, type VoiceChannelStatus, type VoiceBot } from '../voice-channels';
import { VoiceBots } from '../voice-bots';
import type { Join, Leave } from './rest.schema';

export type GuildChannels = {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    /** People, bots not counted. */
    readonly userCount: number;
  }[];
};

/** What HTTP does with voice channels: finds the bot that is meant, and asks `VoiceChannels`. */
@Injectable()
export class VoiceChannelsService {
  constructor(
    private readonly bots: VoiceBots,
    private readonly voice: VoiceChannels,
  ) {}

  /** @throws HttpException, and what `VoiceChannels.join` throws. */
  async join(request: Join): Promise<VoiceChannelStatus> {
    const { guild_id: guildId, channel_id: channelId, agent_id, session_id } = request;
    const bot = this.#botFor(guildId, agent_id);
    const agentId = agent_id ?? bot.agentId;
    return this.voice.join({
      bot,
      guildId,
      channelId,
      ...(agentId === undefined ? {} : { agentId }),
      ...(session_id === undefined ? {} : { sessionId: session_id }),
    });
  }

  /**
   * Leaves the one channel that is meant.
   * @throws HttpException when there is none, or which one is not clear.
   */
  async leave(request: Leave): Promise<void> {
    const { botId, guildId } = this.#meant(request);
    await this.voice.leave(botId, guildId);
  }

  /** @throws HttpException when no bot is in such a voice channel, which one is not clear, or too much waits there. */
  say(request: Leave, text: string): void {
    const namesNone = request.guild_id === undefined && request.agent_id === undefined;
    if (namesNone && this.voice.statuses().length === 0) {
      throw badField('session_id', 'is needed: the bot is in no voice channel');
    }
    const { botId, guildId } = this.#meant(request);
    switch (this.voice.say(botId, guildId, text)) {
      case 'queued':
        return;
      case 'full':
        throw new ServiceUnavailableException('Too much is waiting to be said already; try again');
      case 'not-in-voice':
        throw notInVoice();
    }
  }

  /** Every server that a bot of ours is in, with its voice channels as Discord orders them. */
  channels(): GuildChannels[] {
    const guilds = new Map(
      this.bots.list().flatMap(({ client }) => [...client.guilds.cache.entries()]),
    );
    return [...guilds.values()].map(({ id, name, channels }) => ({
      id,
      name,
      channels: [...channels.cache.values()]
        .filter((channel) => channel.isVoiceBased())
        .sort((one, other) => one.rawPosition - other.rawPosition)
        .map((channel) => ({
          id: channel.id,
          name: channel.name,
          userCount: channel.members.filter(({ user }) => !user.bot).size,
        })),
    }));
  }

  /** The agent's own bot, else the server's; undefined when neither is logged in. */
  botOf(agentId: string): VoiceBot | undefined {
    const bots = this.bots.list();
    return (
      bots.find((bot) => bot.agentId === agentId) ?? bots.find((bot) => bot.agentId === undefined)
    );
  }

  /** Where bots are; with `agentId`, where that agent is. */
  statuses(agentId?: string): VoiceChannelStatus[] {
    const all = this.voice.statuses();
    return all.filter((status) => agentId === undefined || status.agentId === agentId);
  }

  #botFor(guildId: string, agentId: string | undefined): VoiceBot {
    const bots = this.bots.list();
    if (bots.length === 0) throw new ServiceUnavailableException('No Discord bot is logged in');
    const there = bots.filter(({ client }) => client.guilds.cache.has(guildId));
    const own = there.find((bot) => agentId !== undefined && bot.agentId === agentId);
    const servers = there.find((bot) => bot.agentId === undefined);
    // Without a choice any bot that is there will do.
    const bot = own ?? servers ?? (agentId === undefined ? there[0] : undefined);
    if (bot !== undefined) return bot;
    const message = 'no bot that may be this agent is in the server';
    throw badField('guild_id', there.length === 0 ? 'no bot is in this server' : message);
  }

  #meant(request: Leave): VoiceChannelStatus {
    const { guild_id: guildId, channel_id: channelId, agent_id: agentId } = request;
    const meant = this.voice
      .statuses()
      .filter((status) => guildId === undefined || status.guildId === guildId)
      .filter((status) => channelId === undefined || status.channelId === channelId)
      .filter((status) => agentId === undefined || status.agentId === agentId);
    const [first, second] = meant;
    if (first === undefined) throw notInVoice();
    if (second === undefined) return first;
    const field = guildId === undefined ? 'guild_id' : 'agent_id';
    throw badField(field, `is needed: ${meant.length} voice channels are meant`);
  }
}

function notInVoice(): NotFoundException {
  return new NotFoundException('The bot is in no such voice channel');
}
