export { DiscordGuilds } from './discord-guilds';
export { GuildConversations } from './guild-conversations';
export { Guilds } from './guild-view';
