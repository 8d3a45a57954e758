import type { ClientsResult } from '../wire';

/** What the clients of a soak are told. */
export type SoakRequest = {
  readonly sessions: number;
  readonly minutes: number;
  /** Names the times at which people leave. */
  readonly seed: number;
  /** WebSocket address of the server, without a path. */
  readonly url: string;
};

/** What one minute was like for all clients together; the one before the first is that in which all have joined. */
export type SoakMinute = {
  readonly result: ClientsResult;
  /** How many have joined in it for somebody who left. */
  readonly joins: number;
};

export type SoakMessage = { readonly type: 'joined' } | ({ readonly type: 'minute' } & SoakMinute);
