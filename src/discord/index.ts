export { DiscordHealth } from './bots/discord-health';
export { DiscordModule } from './discord.module';
export { joinBody, VoiceChannelsService } from './rest';
export { VoiceChannels, VoiceUnavailableError } from './voice-channels';
