import { Injectable, type Type, UseInterceptors } from '@nestjs/common';
import { InteractionContextType } from 'discord.js';
import { Context, Options, SlashCommand, type SlashCommandContext, StringOption } from 'necord';

import { commandWords, optionWords } from '../texts';
import { CommandContext } from './command-context';
import { findLanguage, languageName } from './language-tags';
import { LanguageAutocomplete } from './language-autocomplete';
import { requirePresence, requireTalking } from './permissions';
import { Refusal } from './refusal';

/** What is said at once; a longer text is for a text channel. */
const MAX_SAID = 1000;

const ANYWHERE = [InteractionContextType.Guild, InteractionContextType.BotDM];

class SayOptions {
  @StringOption({ ...optionWords('text'), required: true, min_length: 1, max_length: MAX_SAID })
  text!: string;
}

class LanguageOptions {
  @StringOption({ ...optionWords('tag'), required: true, autocomplete: true, max_length: 60 })
  language!: string;
}

/** What people say through the bot and choose for themselves; one class for each bot, see `voiceCommands`. */
export function personalCommands(): Type {
  @Injectable()
  class PersonalCommands {
    constructor(private readonly context: CommandContext) {}

    @SlashCommand({ ...commandWords('say'), contexts: [InteractionContextType.Guild] })
    say(@Context() [interaction]: SlashCommandContext, @Options() { text }: SayOptions) {
      return this.context.answerOnServer(interaction, async (command, texts) => {
        const { voice, botId } = this.context;
        const status = voice.status(botId, command.guildId);
        if (status === undefined) throw new Refusal(({ notInVoice }) => notInVoice);
        const standing = await this.context.standing(command);
        requireTalking(standing);
        requirePresence(command, standing, status.channelId);
        switch (voice.say(botId, command.guildId, text)) {
          case 'queued':
            return texts.said;
          case 'full':
            return texts.tooMuchToSay;
          case 'not-in-voice':
            return texts.notInVoice;
        }
      });
    }

    @SlashCommand({ ...commandWords('muteMe'), contexts: ANYWHERE })
    muteMe(@Context() [interaction]: SlashCommandContext) {
      return this.context.answer(interaction, async (texts) => {
        const { users, voice } = this.context;
        const userId = interaction.user.id;
        const isListenedTo = !(await users.isListenedTo(userId));
        // Silenced first, stored second: an outage must not keep anybody heard.
        if (!isListenedTo) voice.setListening(userId, false);
        await users.setListenedTo(userId, isListenedTo);
        if (isListenedTo) voice.setListening(userId, true);
        return isListenedTo ? texts.listeningAgain : texts.notListening;
      });
    }

    @SlashCommand({ ...commandWords('forget'), contexts: ANYWHERE })
    forget(@Context() [interaction]: SlashCommandContext) {
      return this.context.answer(interaction, async (texts) => {
        const { links, users, voice, erasures } = this.context;
        const { id } = interaction.user;
        const userId = await links.userOf(id);
        const forgotten = await users.forget(id);
        await voice.forget(id);
        if (userId === undefined) return texts.forgotten(forgotten);
        const person = { userId, names: [], discordUserIds: [id], keepsAccount: true };
        await erasures.request({ ownerId: userId }, person);
        return `${texts.forgotten(forgotten)} ${texts.forgottenElsewhere}`;
      });
    }

    @UseInterceptors(LanguageAutocomplete)
    @SlashCommand({ ...commandWords('language'), contexts: ANYWHERE })
    language(@Context() [interaction]: SlashCommandContext, @Options() options: LanguageOptions) {
      return this.context.answer(interaction, async () => {
        const tag = findLanguage(options.language, interaction.locale);
        if (tag === undefined) throw new Refusal(({ noSuchLanguage }) => noSuchLanguage);
        const { users, voice } = this.context;
        await users.setLanguage(interaction.user.id, tag);
        const language = languageName(tag, tag) ?? tag;
        return this.context
          .texts(interaction)
          .languageSet({ language, isHeard: voice.isHeardIn(tag) });
      });
    }
  }
  return PersonalCommands;
}
