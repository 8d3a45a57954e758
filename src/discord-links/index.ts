export { DiscordLinksModule } from './discord-links.module';
export { DiscordLinks, NotLinkedError } from './discord-links.service';
export { readableLinkCode } from './link-code';
