import { Injectable, type Type, UseInterceptors } from '@nestjs/common';
import { ChannelType, InteractionContextType } from 'discord.js';
import {
  ChannelOption,
  Context,
  createCommandGroupDecorator,
  Options,
  RoleOption,
  type SlashCommandContext,
  StringOption,
  Subcommand,
} from 'necord';

import { AgentAutocomplete } from './agent-autocomplete';
import { mayTalk } from '../guild-role';
import { roleMentionIn } from '../role-mention';
import type { RoleList } from '../settings/guild-settings';
import { choiceWords, commandWords, optionWords } from '../texts';
import { CommandContext, type GuildCommand } from './command-context';
import { join } from './join';
import {
  requireAdmin,
  requireBotText,
  requireOwner,
  requirePresence,
  requireSteering,
} from './permissions';
import { Refusal } from './refusal';

class JoinOptions {
  @ChannelOption({
    ...optionWords('channel'),
    required: false,
    channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice],
  })
  channel!: { readonly id: string } | null;

  @StringOption({ ...optionWords('agent'), required: false, autocomplete: true })
  agent!: string | null;
}

class CaptionsOptions {
  @StringOption({
    ...optionWords('state'),
    required: true,
    choices: [choiceWords('on'), choiceWords('off')],
  })
  state!: string;
}

class RoleOptions {
  @RoleOption({ ...optionWords('role'), required: true })
  role!: { readonly id: string };

  @StringOption({
    ...optionWords('state'),
    required: true,
    choices: [choiceWords('on'), choiceWords('off')],
  })
  state!: string;
}

/** `/voice …`, a class of its own for each bot: Necord keeps the instance that answers on the decorated method. */
export function voiceCommands(): Type {
  const VoiceGroup = createCommandGroupDecorator({
    ...commandWords('voice'),
    contexts: [InteractionContextType.Guild],
  });

  @Injectable()
  @VoiceGroup()
  class VoiceCommands {
    constructor(private readonly context: CommandContext) {}

    @UseInterceptors(AgentAutocomplete)
    @Subcommand(commandWords('join'))
    join(@Context() [interaction]: SlashCommandContext, @Options() options: JoinOptions) {
      return this.context.answerOnServer(interaction, (command, texts) =>
        join(this.context, command, options, texts),
      );
    }

    @Subcommand(commandWords('leave'))
    leave(@Context() [interaction]: SlashCommandContext) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        const standing = await this.context.standing(command);
        requireSteering(standing);
        requirePresence(command, standing, this.#status(command).channelId);
        await this.context.voice.leave(this.context.botId, command.guildId);
        return texts.left;
      });
    }

    @Subcommand(commandWords('status'))
    status(@Context() [interaction]: SlashCommandContext) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        const { channelId, agentName, mode, status, reason } = this.#status(command);
        return texts.statusOf({
          channel: `<#${channelId}>`,
          agent: agentName,
          mode,
          status,
          reason,
          isListenedTo:
            (await this.context.users.isListenedTo(command.user.id)) &&
            mayTalk((await this.context.standing(command)).role),
        });
      });
    }

    @Subcommand(commandWords('captions'))
    captions(@Context() [interaction]: SlashCommandContext, @Options() { state }: CaptionsOptions) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        requireAdmin(await this.context.standing(command));
        const { voice, guilds, botId } = this.context;
        if (state === 'off') {
          await guilds.setCaptionsChannel(command.guildId, undefined);
          voice.caption(botId, command.guildId, undefined);
          return texts.captionsOff;
        }
        const { channel } = command;
        if (channel === null) throw new Refusal(({ noSuchChannel }) => noSuchChannel);
        await requireBotText(channel);
        await guilds.setCaptionsChannel(command.guildId, channel.id);
        voice.caption(botId, command.guildId, channel.id);
        return texts.captionsOn({ channel: channel.toString() });
      });
    }

    @Subcommand(commandWords('confirm'))
    confirm(@Context() [interaction]: SlashCommandContext, @Options() options: RoleOptions) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        requireAdmin(await this.context.standing(command));
        const roles = await this.#setRole(command, 'confirmingRoleIds', options);
        return texts.mayConfirm({ roles });
      });
    }

    @Subcommand(commandWords('talk'))
    talk(@Context() [interaction]: SlashCommandContext, @Options() options: RoleOptions) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        requireAdmin(await this.context.standing(command));
        const roles = await this.#setRole(command, 'memberRoleIds', options);
        return texts.mayTalk({ roles });
      });
    }

    @Subcommand(commandWords('steer'))
    steer(@Context() [interaction]: SlashCommandContext, @Options() options: RoleOptions) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        requireOwner(await this.context.standing(command));
        const roles = await this.#setRole(command, 'adminRoleIds', options);
        return texts.maySteer({ roles });
      });
    }

    /** Counts at once, and is on record. @returns the roles of that list, as mentions. */
    async #setRole(
      { guildId, user }: GuildCommand,
      list: RoleList,
      { role, state }: RoleOptions,
    ): Promise<string[]> {
      const { guilds, voice } = this.context;
      const change = { roleId: role.id, isOn: state === 'on' };
      const roleIds = await guilds.setRole(guildId, list, change);
      voice.applyRoles(guildId);
      await this.context.note(user.id, guildId, { list, ...change });
      return roleIds.map((id) => roleMentionIn(guildId, id));
    }

    /** @throws Refusal when the bot is in no voice channel of the server. */
    #status({ guildId }: GuildCommand) {
      const status = this.context.voice.status(this.context.botId, guildId);
      if (status === undefined) throw new Refusal(({ notInVoice }) => notInVoice);
      return status;
    }
  }
  return VoiceCommands;
}
