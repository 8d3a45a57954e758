import type { VoiceBasedChannel } from 'discord.js';

import type { JoinRequest } from '../voice-channels';
import type { Catalogue } from '../texts';
import type { CommandContext, GuildCommand } from './command-context';
import {
  requireBotVoice,
  requireFree,
  requireOwnAccess,
  requireShare,
  requireSteering,
} from './permissions';
import { Refusal } from './refusal';

/** Brings the bot into the named channel, else into that of who asks. */
export async function join(
  context: CommandContext,
  command: GuildCommand,
  asked: { readonly channel: { readonly id: string } | null; readonly agent: string | null },
  texts: Catalogue,
): Promise<string> {
  const standing = await context.standing(command);
  requireSteering(standing);
  const channel = chosenChannel(command, asked.channel);
  requireOwnAccess(command.member, channel);
  const current = context.voice.status(context.botId, command.guildId);
  if (current?.channelId === channel.id) requireShare(command, standing, channel);
  else if (current !== undefined) requireFree(command, standing, current.channelId);
  await requireBotVoice(channel);
  const agentId = await chosenAgent(context, asked.agent);
  const request: JoinRequest = {
    bot: context.bot,
    guildId: command.guildId,
    channelId: channel.id,
    textChannelId: command.channelId,
    ...(agentId === undefined ? {} : { agentId }),
  };
  const status = await context.voice.join(request);
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
async function chosenAgent(
  context: CommandContext,
  asked: string | null,
): Promise<string | undefined> {
  const { agentId } = context.bot;
  if (asked === null) return agentId;
  const agent = await context.agent(asked);
  if (agentId !== undefined && agentId !== agent.id) await refuseOther(context, agentId);
  return agent.id;
}

/** @throws Refusal always */
export async function refuseOther(context: CommandContext, agentId: string): Promise<never> {
  const { config } = await context.settings.agent(agentId);
  throw new Refusal((texts) => texts.agentIsFixed({ agent: config.name }));
}
