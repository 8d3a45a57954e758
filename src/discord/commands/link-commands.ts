import { Injectable, type Type } from '@nestjs/common';
import { InteractionContextType } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';

import { NotLinkedError, readableLinkCode } from '../../discord-links';
import { commandWords } from '../texts';
import { CommandContext } from './command-context';
import { Refusal } from './refusal';

const ANYWHERE = [InteractionContextType.Guild, InteractionContextType.BotDM];

/** Where a code is taken. */
const ACCOUNT_PAGE = '/#/account';

/** Which user of the server somebody is; one class for each bot, see `voiceCommands`. */
export function linkCommands(): Type {
  @Injectable()
  class LinkCommands {
    constructor(private readonly context: CommandContext) {}

    @SlashCommand({ ...commandWords('link'), contexts: ANYWHERE })
    link(@Context() [interaction]: SlashCommandContext) {
      return this.context.answer(interaction, async (texts) => {
        const { links, publicUrl } = this.context;
        const code = await links.issue(interaction.user.id).catch((error: unknown) => {
          if (!(error instanceof NotLinkedError)) throw error;
          throw new Refusal(({ linkedAlready }) => linkedAlready);
        });
        const url =
          publicUrl === undefined ? undefined : publicUrl.replace(/\/+$/u, '') + ACCOUNT_PAGE;
        return texts.linkCode({ code: readableLinkCode(code), url });
      });
    }

    @SlashCommand({ ...commandWords('unlink'), contexts: ANYWHERE })
    unlink(@Context() [interaction]: SlashCommandContext) {
      return this.context.answer(interaction, async (texts) => {
        const wasLinked = await this.context.links.endOfDiscordUser(interaction.user.id);
        return wasLinked ? texts.unlinked : texts.notLinked;
      });
    }
  }
  return LinkCommands;
}
