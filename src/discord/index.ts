export { DiscordHealth } from './bots/discord-health';
export { DiscordModule } from './discord.module';
export { VoiceChannels } from './voice-channels';
