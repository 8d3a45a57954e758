const CHANNELS = ['discord', 'webrtc', 'websocket'] as const;

type Channel = (typeof CHANNELS)[number];

/** What the list of conversations is narrowed to; it stands in the address, so that a list can be kept and sent. */
export type ConversationSearch = {
  readonly q?: string;
  readonly agent?: string;
  readonly channel?: Channel;
  readonly live?: boolean;
  /** Words of the name or id of who talks. */
  readonly user?: string;
  /** The id of an account. */
  readonly owner?: string;
  /** A day (`2026-11-30`), the reader's. */
  readonly from?: string;
  readonly to?: string;
};

/** What an address says, without what makes no sense there. */
export function conversationSearch(search: Readonly<Record<string, unknown>>): ConversationSearch {
  const { agent, channel, live, owner, from, to } = search;
  const [q, user] = [words(search['q']), words(search['user'])];
  return {
    ...(q !== '' && { q }),
    ...(user !== '' && { user }),
    ...(typeof owner === 'string' && owner !== '' && { owner }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(typeof agent === 'string' && agent !== '' && { agent }),
    ...(isChannel(channel) && { channel }),
    ...(live === true && { live }),
  };
}

/** What looks like a number in an address is one by the time it comes here. */
function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/u.test(value);
}

function isChannel(value: unknown): value is Channel {
  return CHANNELS.some((channel) => channel === value);
}
