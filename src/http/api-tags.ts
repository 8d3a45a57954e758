/** The headings that routes stand under, in the order of docs/rest.md, each with what is true of all its routes. */
export const apiTags = {
  Agents: 'How an agent talks. Where a field is null the server’s setting holds.',
  Providers:
    'Servers of language models, and servers that hear (`/api/stt-providers`) and speak (`/api/tts-providers`). Those that the environment configures are shown under their names, `read_only`; others are added, several of a kind too, and asked from the next turn on, at other servers of the same database within 30 s.',
  Tools:
    'What agents may call while they talk: the built-in ones, `read_only`, and others that ask a server by HTTP (`/api/tools`) or by the Model Context Protocol (`/api/mcp-servers`). An agent names them in its `tools`; changes hold from the next turn on, at other servers of the same database within 30 s.',
  Sessions: 'What was said. Times are ISO 8601 in UTC.',
  Recordings:
    'The sound of conversations, kept where everybody who is heard wants it: [privacy.md](privacy.md).',
  Access:
    'Who may do what: users, their keys, and what admins have changed. [security.md](security.md) says what each credential may.',
  Groups:
    'Users who share sessions. Nobody else knows that a group is there; admins of the server see and may all.',
  Memory:
    'What agents remember of a user beyond a conversation, and whether they may: not before the user, or an admin, has allowed it. Each user’s own; admins’ all. A fact goes with the conversation that it is from.',
  Consents:
    'What people are asked for, and allow: that their sound is kept (`recording`), that agents remember them (`memory`), that they are heard at all (`processing`, with CONSENT_REQUIRED). Who was not asked, or has not answered, has said no.',
  Usage:
    'What conversations took, and what providers were asked for, with what that costs: [cost.md](cost.md).',
  Settings:
    'Settings of the server that take effect while it runs, at the next turn. Stored in the database, for every server that uses it; the environment is the default.',
  Speech: 'Recognition and speech without a conversation, by the engines that serve conversations.',
  Discord:
    'Ids are strings. `guildId` and `channelId`, the predecessor’s names, are taken too; so are its `/api/plugins/discord/voice/*`.',
  Exports: 'What was said, as files.',
  Privacy:
    'What is held of somebody, erased for good. [privacy.md](privacy.md) says what is kept where, and what cannot be promised.',
  Webhooks:
    'Places that are told what happens: `session.started`, `session.ended`, `turn.completed` (when the turn is stored, with its words). A message is signed as [Standard Webhooks](https://www.standardwebhooks.com) says, `{"type", "timestamp", "data"}`, and comes at least once: what has the same `webhook-id` is the same. What is not answered with 2xx within 15 s is tried again seven times, after 5 s, then three times as long each time, at last an hour; 410 switches the webhook off. What was deleted before it was sent is not sent.',
  Jobs: 'Background work, for operators: whose it is by ids (`about`), never what it carries. Turns are kept by the journal until they are stored, so one that is dropped here is offered to the queue again.',
  Server: 'What pages and operators ask.',
  'VoxBridge 1':
    'What its clients ask, unless `LEGACY_API=false`: [migrating.md](migrating.md) says where each of its routes leads.',
} as const satisfies Record<string, string>;

export type ApiTagName = keyof typeof apiTags;
