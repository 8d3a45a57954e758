const CHANNELS = ['discord', 'webrtc', 'websocket'] as const;

type Channel = (typeof CHANNELS)[number];

/** What the list of conversations is narrowed to; it stands in the address, so that a list can be kept and sent. */
export type ConversationSearch = {
  readonly q?: string;
  readonly agent?: string;
  readonly channel?: Channel;
  readonly live?: boolean;
};

/** What an address says, without what makes no sense there. */
export function conversationSearch(search: Readonly<Record<string, unknown>>): ConversationSearch {
  const { q, agent, channel, live } = search;
  const words = typeof q === 'string' || typeof q === 'number' ? String(q).trim() : '';
  return {
    ...(words !== '' && { q: words }),
    ...(typeof agent === 'string' && agent !== '' && { agent }),
    ...(isChannel(channel) && { channel }),
    ...(live === true && { live }),
  };
}

export function isChannel(value: unknown): value is Channel {
  return CHANNELS.some((channel) => channel === value);
}
