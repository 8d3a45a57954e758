export { DiscordLinksModule } from './discord-links.module';
export { DiscordLinks, NotLinkedError } from './discord-links.service';
export { LinkedUsers } from './linked-users';
export { readableLinkCode } from './link-code';
