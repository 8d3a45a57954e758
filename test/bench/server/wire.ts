/** How a client's audio goes over the wire. */
export const CHANNELS = ['socket', 'opus', 'webrtc'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What the clients of one cell are told. */
export type ClientsRequest = {
  readonly channel: Channel;
  readonly sessions: number;
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** WebSocket address of the server, without a path. */
  readonly url: string;
};

export type Spread = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/** What the clients of one cell saw, all sessions together. */
export type ClientsResult = {
  /** First sound of an answer after policy and providers alone would have allowed it. */
  readonly addedDelayMs: Spread;
  /** End of the sound after the onset of a barge-in and the speech that makes it one. */
  readonly bargeInStopMs: Spread;
  /** From frame to frame within an answer; 20 is perfect. */
  readonly frameGapMs: Spread;
  readonly answers: number;
  readonly missed: number;
  readonly errors: number;
  /** How late the clients' own 2 ms timer was: what it says is in the other figures, too. */
  readonly ownLatenessMs: { readonly p99: number; readonly max: number };
};

/** What the clients' process says, in this order. */
export type ClientsMessage =
  | { readonly type: 'joined' }
  | { readonly type: 'window-opens' }
  | { readonly type: 'window-closes' }
  | { readonly type: 'left'; readonly result: ClientsResult };
