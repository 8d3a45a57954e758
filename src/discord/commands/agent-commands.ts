import { Injectable, type Type, UseInterceptors } from '@nestjs/common';
import { escapeMarkdown, InteractionContextType } from 'discord.js';
import {
  Context,
  createCommandGroupDecorator,
  Options,
  type SlashCommandContext,
  StringOption,
  Subcommand,
} from 'necord';

import type { ListedAgent } from '../settings/agent-bots';
import { AgentAutocomplete } from './agent-autocomplete';
import { type Catalogue, commandWords, optionWords } from '../texts';
import { CommandContext, type GuildCommand } from './command-context';
import { refuseOther } from './join';
import { requireAdmin } from './permissions';

/** Discord takes 2000 characters. */
const MAX_LISTED = 30;

class SelectOptions {
  @StringOption({ ...optionWords('agent'), required: true, autocomplete: true })
  agent!: string;
}

/** `/agent …`, a class of its own for each bot: Necord keeps the instance that answers on the decorated method. */
export function agentCommands(): Type {
  const AgentGroup = createCommandGroupDecorator({
    ...commandWords('agent'),
    contexts: [InteractionContextType.Guild],
  });

  @Injectable()
  @AgentGroup()
  class AgentCommands {
    constructor(private readonly context: CommandContext) {}

    @Subcommand(commandWords('agentList'))
    list(@Context() [interaction]: SlashCommandContext) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        const [agents, chosenId] = await Promise.all([
          this.context.agents.list(),
          this.#chosenId(command),
        ]);
        const lines = agents
          .slice(0, MAX_LISTED)
          .map((agent) => line(agent, agent.id === chosenId, texts));
        return texts.agents({ list: lines.join('\n') });
      });
    }

    @UseInterceptors(AgentAutocomplete)
    @Subcommand(commandWords('agentSelect'))
    select(@Context() [interaction]: SlashCommandContext, @Options() options: SelectOptions) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        requireAdmin(await this.context.standing(command));
        const own = this.context.bot.agentId;
        const agent = await this.context.agent(options.agent);
        if (own !== undefined && own !== agent.id) await refuseOther(this.context, own);
        await this.context.guilds.setAgent(command.guildId, agent.id);
        return texts.agentSelected({ agent: escapeMarkdown(agent.name) });
      });
    }

    async #chosenId({ guildId }: GuildCommand): Promise<string> {
      const { bot, guilds, settings } = this.context;
      const chosen = bot.agentId ?? (await guilds.agentId(guildId));
      return chosen ?? (await settings.agent(undefined)).config.id;
    }
  }
  return AgentCommands;
}

function line({ name, hasOwnBot }: ListedAgent, isChosen: boolean, texts: Catalogue): string {
  const notes = [...(isChosen ? [texts.chosenHere] : []), ...(hasOwnBot ? [texts.ownBot] : [])];
  const suffix = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  return `- ${isChosen ? `**${escapeMarkdown(name)}**` : escapeMarkdown(name)}${suffix}`;
}
