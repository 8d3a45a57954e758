import { Logger } from '@nestjs/common';
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';

import type { ConsentButtons } from '../consent-message';
import type { VoiceChannels, VoiceBot } from '../voice-channels';
import type { AgentBots, ListedAgent } from '../settings/agent-bots';
import type { GuildSettings } from '../settings/guild-settings';
import type { DiscordUserSettings } from '../settings/discord-user-settings';
import { guildRoleOf } from '../guild-role';
import type { DiscordSettings, GuildRoleIds } from '../settings.port';
import type { AuditLog } from '../../audit';
import type { DiscordLinks } from '../../discord-links';
import type { GroupRole } from '../../identity';
import type { Erasures } from '../../privacy';
import { type Catalogue, textsFor } from '../texts';
import { explain, Refusal } from './refusal';

/** What is answered: a text, with buttons where there are any. */
type Answer = string | { readonly content: string; readonly components: ConsentButtons };

/** A command, or a button that was pressed. */
type Asked = ChatInputCommandInteraction | ButtonInteraction;

export type GuildCommand = ChatInputCommandInteraction<'cached'>;

/** Who somebody is in a guild. */
export type Standing = { readonly role: GroupRole; readonly roles: GuildRoleIds };

/** What every command of one bot works with, and how it answers. */
export class CommandContext {
  readonly #logger = new Logger('DiscordCommands');
  readonly bot: VoiceBot;
  readonly voice: VoiceChannels;
  readonly settings: DiscordSettings;
  readonly agents: AgentBots;
  readonly guilds: GuildSettings;
  readonly users: DiscordUserSettings;
  readonly links: DiscordLinks;
  readonly erasures: Erasures;
  readonly audit: Pick<AuditLog, 'note'>;
  /** Where people reach the server's pages, as far as it knows. */
  readonly publicUrl: string | undefined;

  constructor(parts: {
    readonly bot: VoiceBot;
    readonly voice: VoiceChannels;
    readonly settings: DiscordSettings;
    readonly agents: AgentBots;
    readonly guilds: GuildSettings;
    readonly users: DiscordUserSettings;
    readonly links: DiscordLinks;
    readonly erasures: Erasures;
    readonly audit: Pick<AuditLog, 'note'>;
    readonly publicUrl: string | undefined;
  }) {
    ({
      bot: this.bot,
      voice: this.voice,
      settings: this.settings,
      agents: this.agents,
      guilds: this.guilds,
      users: this.users,
      links: this.links,
      erasures: this.erasures,
      audit: this.audit,
      publicUrl: this.publicUrl,
    } = parts);
  }

  get botId(): string {
    return this.bot.client.user.id;
  }

  /** In the language the person chose, else Discord's for them. */
  texts(interaction: Asked | AutocompleteInteraction): Catalogue {
    return textsFor(this.users.language(interaction.user.id), interaction.locale);
  }

  /**
   * Answers a command to who gave it and to nobody else. Discord wants a sign of life within 3 s, so it gets one before
   * `work` begins; `work` gives the answer, or throws what is then explained. Never rejects.
   */
  async answer(interaction: Asked, work: (texts: Catalogue) => Promise<Answer>): Promise<void> {
    try {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const answer = await this.#answerOf(interaction, work);
      const message = typeof answer === 'string' ? { content: answer } : answer;
      await interaction.editReply({ ...message, allowedMentions: { parse: [] } });
    } catch (error) {
      // The interaction is gone (its token lives for 15 minutes), or Discord is.
      const { code } = error as { code?: unknown };
      const command = 'commandName' in interaction ? interaction.commandName : 'button';
      this.#logger.warn({ command, code }, 'A command was not answered');
    }
  }

  /** As `answer`, for commands that make sense on a server only. */
  answerOnServer(
    interaction: ChatInputCommandInteraction,
    work: (command: GuildCommand, texts: Catalogue) => Promise<Answer>,
  ): Promise<void> {
    return this.answer(interaction, async (texts) => {
      if (!interaction.inCachedGuild()) throw new Refusal(({ serverOnly }) => serverOnly);
      return work(interaction, texts);
    });
  }

  /** What who gives the command is to the bot in their guild, and which roles say so. @throws when that cannot be read. */
  async standing({ guildId, member, memberPermissions }: GuildCommand): Promise<Standing> {
    const roles = await this.guilds.of(guildId);
    const role = guildRoleOf(roles, {
      managesServer: memberPermissions.has(PermissionFlagsBits.ManageGuild),
      hasRole: (roleIds) => member.roles.cache.hasAny(...roleIds),
    });
    return { role, roles };
  }

  /** Puts on record what somebody has changed for a guild: whose user it was, if they are one's. Never rejects. */
  async note(
    discordUserId: string,
    guildId: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const ownerId = await this.settings.findLinkedUser(discordUserId);
    await this.audit.note(
      { ownerId, actor: 'discord' },
      { action: 'updateGuild', targetType: 'Discord', targetId: guildId, details },
    );
  }

  /**
   * The agent that was typed or chosen: by id, else by name.
   * @throws Refusal
   */
  async agent(typed: string): Promise<ListedAgent> {
    const agents = await this.agents.list();
    const name = typed.trim().toLowerCase();
    const found =
      agents.find(({ id }) => id === typed) ??
      agents.find((one) => one.name.toLowerCase() === name);
    if (found === undefined) throw new Refusal(({ noSuchAgent }) => noSuchAgent);
    return found;
  }

  async #answerOf(
    interaction: Asked,
    work: (texts: Catalogue) => Promise<Answer>,
  ): Promise<Answer> {
    const texts = this.texts(interaction);
    try {
      return await work(texts);
    } catch (error) {
      return explain(error, this.texts(interaction));
    }
  }
}
