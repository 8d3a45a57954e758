import { Logger } from '@nestjs/common';
import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';

/** Discord shows no more. */
export const MAX_SUGGESTIONS = 25;

const logger = new Logger('DiscordCommands');

/** Answers an autocomplete; with nothing when the suggestions cannot be had. Never rejects. */
export async function suggest(
  interaction: AutocompleteInteraction,
  find: (typed: string) => Promise<ApplicationCommandOptionChoiceData[]>,
): Promise<void> {
  try {
    const { value } = interaction.options.getFocused(true);
    const choices = await find(value).catch((error: unknown) => {
      logger.warn({ err: error }, 'No suggestions can be made');
      return [];
    });
    await interaction.respond(choices);
  } catch (error) {
    // Typed on meanwhile: Discord has forgotten this one.
    logger.debug({ code: (error as { code?: unknown }).code }, 'A suggestion came too late');
  }
}
