import type { StandInBot } from './bot';
import type { StandInGuild } from './guild';
import type { Json } from './json';

/** A request to the API as it came, and what it was answered. */
export type RestCall = {
  readonly method: string;
  /** Without the version and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** An object, or the list of commands under `items`. */
  readonly body: Json;
  readonly authorization: string | undefined;
  /** `performance.now()`. */
  readonly atMs: number;
  status?: number;
};

export type RestAnswer = { readonly status: number; readonly body?: unknown };

/** A request of a known bot; interactions and webhooks have their token instead. */
export type RestRequest = {
  readonly call: RestCall;
  readonly bot: StandInBot | undefined;
  readonly ids: readonly string[];
};

/** What the routes know. */
export type RestWorld = {
  readonly gatewayUrl: string;
  readonly guilds: readonly StandInGuild[];
  botOf(id: string): StandInBot | undefined;
};

export const NO_CONTENT: RestAnswer = { status: 204 };
export const NOT_FOUND = failure(404, 0, '404: Not Found');

/** @see Discord's Opcodes and Status Codes, "JSON" */
export function failure(status: number, code: number, message: string): RestAnswer {
  return { status, body: { message, code } };
}

export function found(body: unknown): RestAnswer {
  return body === undefined ? NOT_FOUND : { status: 200, body };
}
