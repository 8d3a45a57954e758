import type { Board, LiveRow } from './live-board';
import type { Connection } from './now-requests';

/** A line of the list: where people talk, or one session there. */
export type NowItem =
  | { readonly kind: 'connection'; readonly key: string; readonly connection: Connection }
  | {
      readonly kind: 'channel';
      readonly key: string;
      readonly channel: string;
      readonly count: number;
    }
  | { readonly kind: 'session'; readonly key: string; readonly row: LiveRow };

/** Who talks where: Discord's voice channels first, each with its sessions, then what came by other ways, way by way. */
export function placesOf(board: Board, connections: readonly Connection[]): readonly NowItem[] {
  const rest = new Map(board);
  const items: NowItem[] = [];
  const add = (row: LiveRow) => items.push({ kind: 'session', key: row.session.id, row });
  for (const connection of [...connections].sort(byName)) {
    const key = `${connection.bot_id}/${connection.guild_id}`;
    items.push({ kind: 'connection', key, connection });
    for (const id of connection.session_ids) {
      const row = rest.get(id);
      if (row === undefined) continue;
      rest.delete(id);
      add(row);
    }
  }
  const rows = [...rest.values()];
  const channels = new Set(rows.map(({ session }) => session.channel));
  for (const channel of [...channels].sort()) {
    const own = rows.filter(({ session }) => session.channel === channel);
    items.push({ kind: 'channel', key: channel, channel, count: own.length });
    own.forEach(add);
  }
  return items;
}

function byName(one: Connection, other: Connection): number {
  const nameOf = ({ guild_name, channel_name }: Connection) => `${guild_name} ${channel_name}`;
  return nameOf(one).localeCompare(nameOf(other));
}
