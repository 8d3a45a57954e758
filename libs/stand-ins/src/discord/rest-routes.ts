import { ApplicationFlags, PermissionFlagsBits } from 'discord-api-types/v10';

import type { StandInBot } from './bot';
import { type Commands, registeredCommand } from './commands';
import { isJson, type Json, textOf } from './json';
import {
  failure,
  found,
  NO_CONTENT,
  NOT_FOUND,
  type RestAnswer,
  type RestRequest,
  type RestWorld,
} from './rest-call';
import { callback, webhook } from './rest-interactions';
import { messageJson } from './rest-messages';
import { snowflake } from './snowflake';

type Route = {
  readonly method: string;
  readonly path: RegExp;
  answer(request: RestRequest, world: RestWorld, commands: Commands): RestAnswer;
};

const MISSING_PERMISSIONS = failure(403, 50_013, 'Missing Permissions');
const MISSING_ACCESS = failure(403, 50_001, 'Missing Access');

/** Everything of the API that the stand-in knows. */
export const REST_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/gateway\/bot$/u,
    answer: (_request, { gatewayUrl: url }) =>
      found({
        url,
        shards: 1,
        session_start_limit: {
          total: 1000,
          remaining: 999,
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      }),
  },
  { method: 'GET', path: /^\/users\/@me$/u, answer: ({ bot }) => found(bot?.user.toJson()) },
  {
    method: 'GET',
    path: /^\/(?:oauth2\/)?applications\/@me$/u,
    answer: ({ bot }) => found(applicationJson(bot)),
  },
  {
    method: 'GET',
    path: /^\/users\/@me\/guilds$/u,
    answer: ({ bot }, { guilds }) =>
      found(
        guilds
          .filter((guild) => guild.has(bot?.id ?? ''))
          .map(({ id, name }) => ({ id, name, owner: false, permissions: '0', features: [] })),
      ),
  },
  { method: 'PUT', path: /^\/applications\/(\d+)\/commands$/u, answer: putCommands },
  {
    method: 'PUT',
    path: /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/u,
    answer: putCommands,
  },
  {
    method: 'GET',
    path: /^\/applications\/(\d+)\/commands$/u,
    answer: ({ bot }) => found(bot?.commands),
  },
  {
    method: 'GET',
    path: /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/u,
    answer: ({ bot, ids: [, guildId = ''] }) => found(bot?.guildCommands.get(guildId) ?? []),
  },
  {
    method: 'POST',
    path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/u,
    answer: (request, _world, commands) => callback(request, commands),
  },
  {
    method: 'ANY',
    path: /^\/webhooks\/(\d+)\/([^/]+)(?:\/messages\/[^/]+)?$/u,
    answer: (request, world, commands) => webhook(request, commands, world),
  },
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/u, answer: postMessage },
  {
    method: 'PATCH',
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/u,
    answer: ({ call, bot, ids: [channelId = '', id] }) =>
      found(messageJson(call.body, channelId, bot, id)),
  },
  { method: 'DELETE', path: /^\/channels\/(\d+)\/messages\/(\d+)$/u, answer: () => NO_CONTENT },
  { method: 'POST', path: /^\/channels\/(\d+)\/typing$/u, answer: () => NO_CONTENT },
  {
    method: 'GET',
    path: /^\/channels\/(\d+)$/u,
    answer: ({ ids: [id = ''] }, world) => found(channelOf(world, id)?.toJson()),
  },
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)$/u,
    answer: ({ ids: [id] }, { guilds }) => found(guilds.find((one) => one.id === id)?.toJson()),
  },
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)\/members\/(\d+)$/u,
    answer: ({ ids: [id, userId = ''] }, { guilds }) =>
      found(
        guilds
          .find((one) => one.id === id)
          ?.member(userId)
          ?.toJson(),
      ),
  },
  { method: 'PATCH', path: /^\/guilds\/(\d+)\/members\/@me$/u, answer: renameBot },
  { method: 'PATCH', path: /^\/guilds\/(\d+)\/voice-states\/@me$/u, answer: patchVoiceState },
  {
    method: 'GET',
    path: /^\/guilds\/(\d+)\/voice-states\/(@me|\d+)$/u,
    answer: ({ bot, ids: [id, who = ''] }, { guilds }) => {
      const states = guilds.find((one) => one.id === id)?.voiceStates;
      const userId = who === '@me' ? (bot?.id ?? '') : who;
      return states?.get(userId) === undefined ? NOT_FOUND : found(states.json(userId));
    },
  },
];

function applicationJson(bot: StandInBot | undefined): Json {
  const user = bot?.user.toJson();
  return {
    id: bot?.id,
    name: textOf(user, 'username'),
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '',
    flags: bot?.mayFollowMembers === true ? ApplicationFlags.GatewayGuildMembersLimited : 0,
    bot: user,
  };
}

function putCommands({ call, bot, ids: [applicationId = '', guildId] }: RestRequest): RestAnswer {
  if (bot === undefined || bot.id !== applicationId) return MISSING_ACCESS;
  const { items } = call.body;
  const commands = (Array.isArray(items) ? items.filter(isJson) : []).map((command) =>
    registeredCommand(command, applicationId),
  );
  if (guildId === undefined) bot.commands = commands;
  else bot.guildCommands.set(guildId, commands);
  return found(commands);
}

function postMessage(
  { call, bot, ids: [channelId = ''] }: RestRequest,
  world: RestWorld,
): RestAnswer {
  const channel = channelOf(world, channelId);
  if (channel === undefined || bot === undefined) {
    return failure(404, 10_003, 'Unknown Channel');
  }
  const member = world.guilds.find(({ id }) => id === channel.guildId)?.member(bot.id);
  const may = member?.permissionsIn(channel) ?? 0n;
  if ((may & PermissionFlagsBits.SendMessages) === 0n) return MISSING_PERMISSIONS;
  const content = textOf(call.body, 'content');
  if (content.length > 2000) return failure(400, 50_035, 'Invalid Form Body');
  const id = snowflake();
  channel.post({ id, botId: bot.id, content, body: call.body });
  return found(messageJson(call.body, channelId, bot, id));
}

function renameBot({ call, bot, ids: [id] }: RestRequest, { guilds }: RestWorld): RestAnswer {
  const member = guilds.find((one) => one.id === id)?.member(bot?.id ?? '');
  member?.rename(textOf(call.body, 'nick'));
  return found(member?.toJson());
}

/** On a stage: to speak, or to ask for it. */
function patchVoiceState({ call, bot, ids: [id] }: RestRequest, { guilds }: RestWorld): RestAnswer {
  const guild = guilds.find((one) => one.id === id);
  const channel = guild?.channelOf(bot?.id ?? '');
  const member = guild?.member(bot?.id ?? '');
  if (guild === undefined || channel === undefined || member === undefined) return NOT_FOUND;
  const may = member.permissionsIn(channel);
  const { suppress, request_to_speak_timestamp: raisedAt } = call.body;
  if (typeof suppress === 'boolean') {
    const isModerator = (may & PermissionFlagsBits.MuteMembers) !== 0n;
    if (!suppress && !isModerator) return MISSING_PERMISSIONS;
    guild.voiceStates.suppress(member.id, suppress);
  }
  if (raisedAt !== undefined) {
    if ((may & PermissionFlagsBits.RequestToSpeak) === 0n) return MISSING_PERMISSIONS;
    const at = typeof raisedAt === 'string' ? raisedAt : undefined;
    guild.voiceStates.requestToSpeak(member.id, at);
  }
  return NO_CONTENT;
}

function channelOf({ guilds }: RestWorld, id: string) {
  return guilds.map((guild) => guild.channel(id)).find((channel) => channel !== undefined);
}
