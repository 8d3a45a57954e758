import {
  ChannelType,
  type Guild,
  type GuildMember,
  type GuildTextBasedChannel,
  type PermissionsBitField,
  PermissionFlagsBits,
  type VoiceBasedChannel,
} from 'discord.js';

import type { MissingPermission } from '../texts';
import { isAtLeast } from '../../identity';
import { maySteer, mayTalk } from '../guild-role';
import type { GuildCommand, Standing } from './command-context';
import { Refusal } from './refusal';

const FLAGS = {
  view: PermissionFlagsBits.ViewChannel,
  connect: PermissionFlagsBits.Connect,
  speak: PermissionFlagsBits.Speak,
  send: PermissionFlagsBits.SendMessages,
  sendInThreads: PermissionFlagsBits.SendMessagesInThreads,
  manageThreads: PermissionFlagsBits.ManageThreads,
} as const satisfies Record<MissingPermission, bigint>;

/** Who is an admin is said by those whom Discord lets manage the server. @throws Refusal */
export function requireOwner({ role }: Standing): void {
  if (role === 'owner') return;
  throw new Refusal(({ needsManageServer }) => needsManageServer);
}

/** For what the guild has chosen. @throws Refusal */
export function requireAdmin({ role }: Standing): void {
  if (isAtLeast(role, 'admin')) return;
  throw new Refusal(({ needsAdmin }) => needsAdmin);
}

/** To bring the bot in and send it away. @throws Refusal */
export function requireSteering({ role, roles }: Standing): void {
  if (maySteer(role, roles)) return;
  throw new Refusal(({ needsAdmin, mayNotTalk }) => (mayTalk(role) ? needsAdmin : mayNotTalk));
}

/** @throws Refusal */
export function requireTalking({ role }: Standing): void {
  if (!mayTalk(role)) throw new Refusal(({ mayNotTalk }) => mayNotTalk);
}

/** Nobody brings the bot where they could not go themselves. @throws Refusal */
export function requireOwnAccess(member: GuildMember, channel: VoiceBasedChannel): void {
  const may = channel.permissionsFor(member);
  if (may.has(FLAGS.view) && may.has(FLAGS.connect)) return;
  throw new Refusal((texts) => texts.youMayNotConnect({ channel: channel.toString() }));
}

/** @throws Refusal naming what the bot lacks. */
export async function requireBotVoice(channel: VoiceBasedChannel): Promise<void> {
  const isStage = channel.type === ChannelType.GuildStageVoice;
  // On a stage one asks to speak; the permission is not what decides.
  await requireOfBot(channel, isStage ? ['view', 'connect'] : ['view', 'connect', 'speak']);
}

/** @throws Refusal naming what the bot lacks. */
export async function requireBotText(channel: GuildTextBasedChannel): Promise<void> {
  if (!channel.isThread()) return requireOfBot(channel, ['view', 'send']);
  const isLocked = channel.archived === true && channel.locked === true;
  const isClosedToBot = channel.type === ChannelType.PrivateThread && !channel.joined;
  const needed = ['view', 'sendInThreads'] as const;
  await requireOfBot(channel, isLocked || isClosedToBot ? [...needed, 'manageThreads'] : needed);
}

/** The conversation belongs to those who are in it, and to who steers the bot on the whole server. @throws Refusal */
export function requirePresence(
  { member }: GuildCommand,
  { role }: Standing,
  channelId: string,
): void {
  if (member.voice.channelId === channelId || isAtLeast(role, 'admin')) return;
  throw new Refusal((texts) => texts.beInTheChannel({ channel: `<#${channelId}>` }));
}

/** What goes on in the channel is changed by those who are in it, if anybody but who asks is. @throws Refusal */
export function requireShare(
  command: GuildCommand,
  standing: Standing,
  channel: VoiceBasedChannel,
): void {
  if (hasOthers(command, channel)) requirePresence(command, standing, channel.id);
}

/** The bot is not taken away from people who are with it. @throws Refusal */
export function requireFree(command: GuildCommand, { role }: Standing, channelId: string): void {
  const { guild, memberPermissions } = command;
  if (isAtLeast(role, 'admin') || memberPermissions.has(PermissionFlagsBits.MoveMembers)) return;
  const channel = guild.channels.cache.get(channelId);
  if (channel === undefined || !channel.isVoiceBased() || !hasOthers(command, channel)) return;
  throw new Refusal((texts) => texts.busyElsewhere({ channel: channel.toString() }));
}

function hasOthers({ user: own }: GuildCommand, channel: VoiceBasedChannel): boolean {
  return channel.members.some(({ id, user }) => !user.bot && id !== own.id);
}

async function requireOfBot(
  channel: VoiceBasedChannel | GuildTextBasedChannel,
  needed: readonly MissingPermission[],
): Promise<void> {
  const may = permissionsIn(channel, await botMember(channel.guild));
  const missing = needed.filter((name) => may?.has(FLAGS[name]) !== true);
  if (missing.length === 0) return;
  throw new Refusal((texts) => texts.botMayNot({ channel: channel.toString(), missing }));
}

/** Null in a thread whose channel the bot does not see. */
function permissionsIn(
  channel: VoiceBasedChannel | GuildTextBasedChannel,
  member: GuildMember,
): Readonly<PermissionsBitField> | null {
  return channel.permissionsFor(member);
}

async function botMember(guild: Guild): Promise<GuildMember> {
  return guild.members.me ?? guild.members.fetchMe();
}
