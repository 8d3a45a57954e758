import { Injectable, type Type } from '@nestjs/common';
import { type BaseInteraction, InteractionContextType } from 'discord.js';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  SlashCommand,
  type SlashCommandContext,
} from 'necord';

import { CONSENT_BUTTON, consentButtons, consentStates, pressed } from '../consent-message';
import { commandWords } from '../texts';
import { CommandContext } from './command-context';
import { Refusal } from './refusal';

/** What people allow the agent in a voice channel; one class for each bot, see `commandsOfABot`. */
export function consentCommands(): Type {
  @Injectable()
  class ConsentCommands {
    constructor(private readonly context: CommandContext) {}

    @SlashCommand({ ...commandWords('consent'), contexts: [InteractionContextType.Guild] })
    consent(@Context() [interaction]: SlashCommandContext) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        const { voice, botId } = this.context;
        const allowed = await voice.consents(botId, command.guildId, personOf(command));
        if (allowed === undefined) throw new Refusal(({ notInVoice }) => notInVoice);
        if (allowed.length === 0) return texts.nothingAsked;
        const kinds = allowed.map(({ kind }) => kind);
        return {
          content: consentStates(allowed, texts),
          components: consentButtons(kinds, texts),
        };
      });
    }

    /** It counts for who pressed it, whomever the message asked. */
    @Button(CONSENT_BUTTON)
    press(
      @Context() [interaction]: ButtonContext,
      @ComponentParam('kind') kind: string,
      @ComponentParam('answer') answer: string,
    ) {
      return this.context.answer(interaction, async (texts) => {
        const answered = pressed({ kind, answer });
        const { guildId } = interaction;
        if (answered === undefined || guildId === null) throw new Refusal(({ failed }) => failed);
        const { voice, botId } = this.context;
        const isIn = await voice.answerConsent(botId, guildId, personOf(interaction), answered);
        if (!isIn) throw new Refusal(({ notInVoice }) => notInVoice);
        return consentStates([answered], texts);
      });
    }
  }
  return ConsentCommands;
}

function personOf({ user, member }: BaseInteraction) {
  const name = member !== null && 'displayName' in member ? member.displayName : user.displayName;
  return { id: user.id, name };
}
