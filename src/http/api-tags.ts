/** The headings that routes stand under, in the order of docs/rest.md, each with what is true of all its routes. */
export const apiTags = {
  Agents: 'How an agent talks. Where a field is null the server’s setting holds.',
  Providers:
    'Servers of language models. Those that the environment configures are shown under their names, `read_only`; others are added, several of a kind too, and asked from the next turn on, at other servers of the same database within 30 s.',
  Sessions: 'What was said. Times are ISO 8601 in UTC.',
  Usage: 'What conversations took.',
  Settings:
    'Settings of the server that take effect while it runs, at the next turn. Stored in the database, for every server that uses it; the environment is the default.',
  Speech: 'Recognition and speech without a conversation, by the engines that serve conversations.',
  Discord:
    'Ids are strings. `guildId` and `channelId`, the predecessor’s names, are taken too; so are its `/api/plugins/discord/voice/*`.',
  Server: 'What pages and operators ask.',
} as const satisfies Record<string, string>;

export type ApiTagName = keyof typeof apiTags;
