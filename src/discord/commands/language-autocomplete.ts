import { Injectable } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';

import { suggestLanguages } from './language-tags';
import { MAX_SUGGESTIONS, suggest } from './suggest';

/** Suggests languages while somebody types. */
@Injectable()
export class LanguageAutocomplete extends AutocompleteInterceptor {
  override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
    await suggest(interaction, async (typed) =>
      suggestLanguages(typed, interaction.locale)
        .slice(0, MAX_SUGGESTIONS)
        .map(({ tag, name }) => ({ name, value: tag })),
    );
  }
}
