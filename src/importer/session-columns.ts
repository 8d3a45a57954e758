import type { SessionEntity, StoredChannel } from '@vox/database';

import type { SessionRow } from './predecessor-rows';

const SNOWFLAKE = /^\d{15,20}$/u;

type Columns = Pick<
  SessionEntity,
  | 'id'
  | 'userId'
  | 'userName'
  | 'title'
  | 'channel'
  | 'active'
  | 'startedAt'
  | 'endedAt'
  | 'metadata'
>;

/** Nobody talks in it here: it is over, and goes on when somebody opens it. */
export function sessionColumns(row: SessionRow): Columns {
  const startedAt = row.started_at ?? row.ended_at ?? new Date(0);
  return {
    id: row.id,
    userId: userIdOf(row),
    userName: row.user_name,
    title: row.title === '' ? null : row.title,
    channel: channelOf(row.session_type),
    active: false,
    startedAt,
    endedAt: row.ended_at ?? startedAt,
    metadata: metadataOf(row),
  };
}

/** Discord's people have this before their id here, so that `/forget` finds what they said there, too. */
function userIdOf({ session_type: type, user_id: userId }: SessionRow): string {
  return type === 'discord' && SNOWFLAKE.test(userId) ? `discord:${userId}` : userId;
}

function channelOf(type: string | null): StoredChannel {
  switch (type) {
    case 'discord':
      return 'discord';
    case 'extension':
      return 'websocket';
    default:
      return 'webrtc';
  }
}

function metadataOf(row: SessionRow): Record<string, unknown> {
  const text = row.session_metadata ?? row.metadata ?? '';
  return {
    imported_from: 'voxbridge1',
    ...(row.discord_guild_id === null ? {} : { discord_guild_id: row.discord_guild_id }),
    ...(text === '' ? {} : { voxbridge1: jsonOf(text) }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Their column takes any text.
    return text;
  }
}
