/** What the worker is asked to speak, and answers; one reply to each request. */
export type FliteRequest = {
  readonly id: number;
  readonly text: string;
  readonly voice: string;
  /** 1 is the voice's own. */
  readonly rate: number;
  readonly pitch: number;
};

export type FliteReply =
  | { readonly id: number; readonly wav: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string };
