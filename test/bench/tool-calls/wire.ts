export const SESSIONS = 50;
export const ROUNDS = 5;
export const TOOLS = ['look_up', 'shop__look'] as const;

/** Where the process that is not the server is asked. */
export type Urls = {
  readonly model: string;
  readonly shop: string;
  readonly mcp: string;
  /** Has everybody talk, and answers when they have. */
  readonly begin: string;
};

export type Begin = { readonly socket: string; readonly key: string; readonly agentId: string };

/** In ms, by tool. */
export type Took = readonly (readonly number[])[];
