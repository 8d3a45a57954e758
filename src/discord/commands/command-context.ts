import { Logger } from '@nestjs/common';
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
} from 'discord.js';

import type { VoiceChannels, VoiceBot } from '../voice-channels';
import type { AgentBots, ListedAgent } from '../settings/agent-bots';
import type { GuildSettings } from '../settings/guild-settings';
import type { DiscordUserSettings } from '../settings/discord-user-settings';
import type { DiscordSettings } from '../settings.port';
import type { DiscordLinks } from '../../discord-links';
import type { Erasures } from '../../privacy';
import { type Catalogue, textsFor } from '../texts';
import { explain, Refusal } from './refusal';

export type GuildCommand = ChatInputCommandInteraction<'cached'>;

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
      publicUrl: this.publicUrl,
    } = parts);
  }

  get botId(): string {
    return this.bot.client.user.id;
  }

  /** In the language the person chose, else Discord's for them. */
  texts(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Catalogue {
    return textsFor(this.users.language(interaction.user.id), interaction.locale);
  }

  /**
   * Answers a command to who gave it and to nobody else. Discord wants a sign of life within 3 s, so it gets one before
   * `work` begins; `work` gives the answer, or throws what is then explained. Never rejects.
   */
  async answer(
    interaction: ChatInputCommandInteraction,
    work: (texts: Catalogue) => Promise<string>,
  ): Promise<void> {
    try {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const content = await this.#contentOf(interaction, work);
      await interaction.editReply({ content, allowedMentions: { parse: [] } });
    } catch (error) {
      // The interaction is gone (its token lives for 15 minutes), or Discord is.
      const { code } = error as { code?: unknown };
      this.#logger.warn({ command: interaction.commandName, code }, 'A command was not answered');
    }
  }

  /** As `answer`, for commands that make sense on a server only. */
  answerOnServer(
    interaction: ChatInputCommandInteraction,
    work: (command: GuildCommand, texts: Catalogue) => Promise<string>,
  ): Promise<void> {
    return this.answer(interaction, async (texts) => {
      if (!interaction.inCachedGuild()) throw new Refusal(({ serverOnly }) => serverOnly);
      return work(interaction, texts);
    });
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

  async #contentOf(
    interaction: ChatInputCommandInteraction,
    work: (texts: Catalogue) => Promise<string>,
  ): Promise<string> {
    const texts = this.texts(interaction);
    try {
      return await work(texts);
    } catch (error) {
      return explain(error, this.texts(interaction));
    }
  }
}
