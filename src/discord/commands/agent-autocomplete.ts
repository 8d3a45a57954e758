import { Injectable } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';

import { CommandContext } from './command-context';
import { MAX_SUGGESTIONS, suggest } from './suggest';

/** Suggests agents while somebody types; an agent's own bot suggests that agent alone. */
@Injectable()
export class AgentAutocomplete extends AutocompleteInterceptor {
  constructor(private readonly context: CommandContext) {
    super();
  }

  override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
    await suggest(interaction, async (typed) => {
      const own = this.context.bot.agentId;
      const agents = await this.context.agents.list();
      return agents
        .filter(({ id }) => own === undefined || own === id)
        .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
        .slice(0, MAX_SUGGESTIONS)
        .map(({ id, name }) => ({ name, value: id }));
    });
  }
}
