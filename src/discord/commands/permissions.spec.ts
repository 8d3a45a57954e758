import {
  type AnyThreadChannel,
  ChannelType,
  Client,
  Guild,
  type GuildTextBasedChannel,
  PermissionFlagsBits,
  TextChannel,
  ThreadChannel,
} from 'discord.js';

import { textsFor } from '../texts';
import { requireBotText } from './permissions';
import { Refusal } from './refusal';

const BOT = '100';
const GUILD = '200';
const TEXT = '300';
const THREAD = '400';
const { ViewChannel, SendMessages, SendMessagesInThreads, ManageThreads } = PermissionFlagsBits;

type ThreadState = {
  readonly type?: ChannelType.PublicThread | ChannelType.PrivateThread;
  readonly isLocked?: boolean;
  readonly isJoined?: boolean;
  /** Nobody has told the bot of the channel that it belongs to. */
  readonly isAlone?: boolean;
};

/** A text channel, and a thread of it, of a guild in which everybody may do `may`. */
function channels(may: bigint, state: ThreadState = {}) {
  const { type = ChannelType.PublicThread, isLocked = false, isJoined = false } = state;
  const client = new Client({ intents: [] });
  Object.assign(client, { user: { id: BOT, client } });
  const everyone = { id: GUILD, name: '@everyone', permissions: may.toString() };
  const guild: Guild = Reflect.construct(Guild, [
    client,
    { id: GUILD, roles: [everyone], members: [{ user: { id: BOT }, roles: [] }] },
  ]);
  const text: TextChannel = Reflect.construct(TextChannel, [
    guild,
    { id: TEXT, type: ChannelType.GuildText, permission_overwrites: [] },
    client,
  ]);
  if (state.isAlone !== true) guild.channels.cache.set(TEXT, text);
  const archive = { archived: isLocked, locked: isLocked, archive_timestamp: '2026-01-01' };
  const member = isJoined ? { member: { id: THREAD, user_id: BOT, flags: 0 } } : {};
  const thread: AnyThreadChannel = Reflect.construct(ThreadChannel, [
    guild,
    { id: THREAD, type, parent_id: TEXT, thread_metadata: archive, ...member },
    client,
  ]);
  return { text, thread };
}

async function refusal(channel: GuildTextBasedChannel): Promise<string | undefined> {
  try {
    await requireBotText(channel);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.say(textsFor('en', 'en'));
  }
}

it('wants to send messages in a channel, whether or not it may in threads', async () => {
  expect(await refusal(channels(ViewChannel | SendMessages).text)).toBeUndefined();
  const { text } = channels(ViewChannel | SendMessagesInThreads);
  expect(await refusal(text)).toBe(`I lack a permission in <#${TEXT}>: Send Messages.`);
});

it('wants to send messages in threads in a thread, whether or not it may in its channel', async () => {
  expect(await refusal(channels(ViewChannel | SendMessagesInThreads).thread)).toBeUndefined();
  const { thread } = channels(ViewChannel | SendMessages);
  expect(await refusal(thread)).toBe(
    `I lack a permission in <#${THREAD}>: Send Messages in Threads.`,
  );
});

it.each<[string, ThreadState]>([
  ['a locked thread', { isLocked: true }],
  ['a private thread that it is not in', { type: ChannelType.PrivateThread }],
])('wants to manage threads in %s', async (_name, state) => {
  const may = ViewChannel | SendMessagesInThreads;
  expect(await refusal(channels(may, state).thread)).toBe(
    `I lack a permission in <#${THREAD}>: Manage Threads.`,
  );
  expect(await refusal(channels(may | ManageThreads, state).thread)).toBeUndefined();
});

it('wants no more in a private thread that it is in', async () => {
  const state = { type: ChannelType.PrivateThread, isJoined: true } as const;
  const { thread } = channels(ViewChannel | SendMessagesInThreads, state);
  expect(await refusal(thread)).toBeUndefined();
});

it('does not see a thread whose channel it is not told of', async () => {
  const { thread } = channels(ViewChannel | SendMessagesInThreads, { isAlone: true });
  expect(await refusal(thread)).toMatch(/View Channel/u);
});
