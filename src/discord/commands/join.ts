import type { VoiceBasedChannel } from 'discord.js';

import type { JoinRequest } from '../guild-voice';
import type { Catalogue } from '../texts';
import type { CommandDesk, GuildCommand } from './command-desk';
import { requireBotVoice, requireFree, requireOwnAccess, requireShare } from './permissions';
import { Refusal } from './refusal';

/** Brings the bot into the named channel, else into that of who asks. */
export async function join(
  desk: CommandDesk,
  command: GuildCommand,
  asked: { readonly channel: { readonly id: string } | null; readonly agent: string | null },
  texts: Catalogue,
): Promise<string> {
  const channel = chosenChannel(command, asked.channel);
  requireOwnAccess(command.member, channel);
  const current = desk.voice.status(desk.botId, command.guildId);
  if (current?.channelId === channel.id) requireShare(command, channel);
  else if (current !== undefined) requireFree(command, current.channelId);
  await requireBotVoice(channel);
  const agentId = await chosenAgent(desk, asked.agent);
  const request: JoinRequest = {
    bot: desk.bot,
    guildId: command.guildId,
    channelId: channel.id,
    textChannelId: command.channelId,
    ...(agentId === undefined ? {} : { agentId }),
  };
  const status = await desk.voice.join(request);
  return texts.joined({ channel: channel.toString(), agent: status.agentName });
}

function chosenChannel(
  { guild, member }: GuildCommand,
  asked: { readonly id: string } | null,
): VoiceBasedChannel {
  if (asked === null) {
    if (member.voice.channel === null) throw new Refusal(({ enterAChannel }) => enterAChannel);
    return member.voice.channel;
  }
  const channel = guild.channels.cache.get(asked.id);
  if (channel?.isVoiceBased() === true) return channel;
  throw new Refusal(({ noSuchChannel }) => noSuchChannel);
}

/** An agent's own bot is that agent and no other. */
async function chosenAgent(desk: CommandDesk, asked: string | null): Promise<string | undefined> {
  const { agentId } = desk.bot;
  if (asked === null) return agentId;
  const agent = await desk.agent(asked);
  if (agentId !== undefined && agentId !== agent.id) await refuseOther(desk, agentId);
  return agent.id;
}

/** @throws Refusal always */
export async function refuseOther(desk: CommandDesk, agentId: string): Promise<never> {
  const { config } = await desk.settings.agent(agentId);
  throw new Refusal((texts) => texts.agentIsFixed({ agent: config.name }));
}
