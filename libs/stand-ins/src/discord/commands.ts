import type { StandInBot } from './bot';
import type { PostedMessage } from './channel';
import type { StandInGuild } from './guild';
import { rolesOf } from './guild-json';
import { StandInInteraction } from './interaction';
import { isJson, type Json, numberOf, textOf } from './json';
import type { StandInMember } from './member';
import type { Platform } from './platform';
import { messageJson } from './rest-messages';
import { snowflake } from './snowflake';

export type CommandUse = {
  readonly guild: StandInGuild;
  readonly bot: StandInBot;
  readonly member: StandInMember;
  /** With subcommands: "voice join". */
  readonly name: string;
  /** By name; channels and users by their id. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Where it is typed; default: the guild's text channel. */
  readonly channelId?: string;
  /** The option that is being typed: asks for choices instead of running the command. */
  readonly focused?: string;
};

export type ButtonPress = {
  readonly guild: StandInGuild;
  readonly bot: StandInBot;
  readonly member: StandInMember;
  /** The message that it is on, and the channel that this is in. */
  readonly message: PostedMessage;
  readonly channelId: string;
  readonly customId: string;
};

const COMMAND = 2;
const COMPONENT = 3;
const BUTTON = 2;
const AUTOCOMPLETE = 4;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const USER_OPTION = 6;
const CHANNEL_OPTION = 7;
const ROLE_OPTION = 8;

/** Slash commands, as people's clients send them: by what the bots have registered. */
export class Commands {
  readonly #platform: Platform;
  readonly #interactions = new Map<string, StandInInteraction>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  byToken(token: string): StandInInteraction | undefined {
    return this.#interactions.get(token);
  }

  /** @throws Error when the bot has registered no such command, subcommand or option. */
  use(command: CommandUse): StandInInteraction {
    const { guild, bot, member, channelId = guild.general.id } = command;
    const [name = '', ...path] = command.name.split(' ');
    const registered = bot.commandsIn(guild.id).find((known) => textOf(known, 'name') === name);
    if (registered === undefined) throw new Error(`the bot has no command /${name}`);
    const data = {
      id: textOf(registered, 'id'),
      name,
      type: 1,
      guild_id: guild.id,
      options: optionsOf(registered, path, command),
      resolved: resolved(registered, path, command),
    };
    const type = command.focused === undefined ? COMMAND : AUTOCOMPLETE;
    return this.#interact({ guild, bot, member, channelId }, { type, data });
  }

  /** @throws Error when the message has no such button. */
  press({ message, customId, ...from }: ButtonPress): StandInInteraction {
    if (!JSON.stringify(message.body).includes(JSON.stringify(customId))) {
      throw new Error(`the message has no button "${customId}"`);
    }
    return this.#interact(from, {
      type: COMPONENT,
      data: { custom_id: customId, component_type: BUTTON },
      message: messageJson(message.body, from.channelId, from.bot, message.id),
    });
  }

  #interact(
    { guild, bot, member, channelId }: Omit<ButtonPress, 'message' | 'customId'>,
    what: { readonly type: number; readonly data: Json; readonly message?: Json },
  ): StandInInteraction {
    const interaction = new StandInInteraction(this.#platform.changes, channelId);
    this.#interactions.set(interaction.token, interaction);
    const channel = guild.channel(channelId) ?? guild.general;
    const botMember = guild.member(bot.id);
    this.#platform.gateway.dispatch([bot.id], 'INTERACTION_CREATE', {
      ...what,
      id: interaction.id,
      application_id: bot.id,
      token: interaction.token,
      version: 1,
      guild_id: guild.id,
      guild: { id: guild.id, locale: 'en-US', features: [] },
      guild_locale: 'en-US',
      locale: member.user.locale,
      channel_id: channel.id,
      channel: { ...channel.toJson(), permissions: member.permissionsIn(channel).toString() },
      member: { ...member.toJson(), permissions: member.permissionsIn(channel).toString() },
      app_permissions: (botMember?.permissionsIn(channel) ?? 0n).toString(),
      entitlements: [],
      authorizing_integration_owners: { '0': guild.id },
      context: 0,
      attachment_size_limit: 10_485_760,
    });
    return interaction;
  }
}

/** A command with the ids that Discord gives it. */
export function registeredCommand(command: Json, applicationId: string): Json {
  return {
    type: 1,
    default_member_permissions: null,
    ...command,
    id: snowflake(),
    application_id: applicationId,
    version: snowflake(),
  };
}

function optionsOf(command: Json, path: readonly string[], use: CommandUse): Json[] {
  const [next, ...rest] = path;
  if (next !== undefined) {
    const inner = children(command).find((option) => textOf(option, 'name') === next);
    if (inner === undefined) throw new Error(`the bot has no command /${use.name}`);
    const type = rest.length > 0 ? SUBCOMMAND_GROUP : SUBCOMMAND;
    return [{ type, name: next, options: optionsOf(inner, rest, use) }];
  }
  return Object.entries(use.options ?? {}).map(([name, value]) => ({
    name,
    value,
    type: numberOf(optionNamed(command, name, use), 'type'),
    ...(use.focused === name ? { focused: true } : {}),
  }));
}

function optionNamed(command: Json, name: string, use: CommandUse): Json {
  const option = children(command).find((known) => textOf(known, 'name') === name);
  if (option === undefined) throw new Error(`/${use.name} has no option "${name}"`);
  return option;
}

/** The channels, roles and people whom the options name. */
function resolved(command: Json, path: readonly string[], use: CommandUse): Json {
  let innermost = command;
  for (const name of path) {
    innermost = children(innermost).find((option) => textOf(option, 'name') === name) ?? {};
  }
  const channels: Json = {};
  const users: Json = {};
  const members: Json = {};
  const roles: Json = {};
  for (const [name, value] of Object.entries(use.options ?? {})) {
    const id = String(value);
    const type = numberOf(optionNamed(innermost, name, use), 'type');
    const channel = type === CHANNEL_OPTION ? use.guild.channel(id) : undefined;
    const member = type === USER_OPTION ? use.guild.member(id) : undefined;
    const role =
      type === ROLE_OPTION ? rolesOf(use.guild).find((one) => textOf(one, 'id') === id) : undefined;
    if (role !== undefined) roles[id] = role;
    if (channel !== undefined) {
      const permissions = use.member.permissionsIn(channel).toString();
      channels[id] = { ...channel.toJson(), permissions };
    }
    if (member !== undefined) {
      users[id] = member.user.toJson();
      members[id] = { ...member.toJson(), permissions: '0' };
    }
  }
  return { channels, users, members, roles };
}

function children(command: Json): Json[] {
  const { options } = command;
  return Array.isArray(options) ? options.filter(isJson) : [];
}
