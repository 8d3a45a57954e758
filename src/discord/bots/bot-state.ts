/** Where one bot's life stands. */
export type BotState =
  | { readonly status: 'connecting' }
  | { readonly status: 'ready'; readonly botId: string; readonly name: string }
  /** The connection broke; discord.js is bringing it back and conversations wait for it. */
  | { readonly status: 'reconnecting' }
  /** Could not log in; tried again at `retryAtMs` (epoch). */
  | { readonly status: 'waiting'; readonly reason: string; readonly retryAtMs: number }
  /** Discord does not want it: nothing is tried until the token is another one or the server is started again. */
  | { readonly status: 'refused'; readonly reason: string }
  | { readonly status: 'stopped' };

/** Why a bot could not log in or was lost for good. */
export class BotLostError extends Error {
  override readonly name = 'BotLostError';
  /** True: another try with the same token cannot do better. */
  readonly isPermanent: boolean;

  constructor(
    reason: string,
    options: { readonly isPermanent: boolean; readonly cause?: unknown },
  ) {
    super(reason, { cause: options.cause });
    this.isPermanent = options.isPermanent;
  }
}
