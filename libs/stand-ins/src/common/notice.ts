/** What a stand-in tells whoever watches it: a request or a connection began, or is over. */
export type StandInNotice = {
  readonly type: 'opened' | 'closed';
  /** Counts from 0; the same for both notices. */
  readonly index: number;
  /** With the query. */
  readonly path: string;
  /** Epoch ms. */
  readonly atMs: number;
  /** Of the request, or the client's text messages so far. */
  readonly body?: string | readonly string[];
  /** Received so far, where it is a connection for audio. */
  readonly audioBytes?: number;
  /** The client left before the reply was complete. */
  readonly wasAborted?: boolean;
};

export type StandInWatcher = (notice: StandInNotice) => void;
