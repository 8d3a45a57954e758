import type { StandInBot } from './bot';
import type { Json } from './json';
import { textOf } from './json';
import { snowflake } from './snowflake';

/** A message as Discord tells of it. */
export function messageJson(
  body: Json,
  channelId: string,
  author: StandInBot | undefined,
  id = snowflake(),
): Json {
  return {
    id,
    channel_id: channelId,
    author: author?.user.toJson() ?? {},
    content: textOf(body, 'content'),
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: Array.isArray(body['embeds']) ? body['embeds'] : [],
    components: [],
    pinned: false,
    type: 0,
    flags: typeof body['flags'] === 'number' ? body['flags'] : 0,
  };
}
