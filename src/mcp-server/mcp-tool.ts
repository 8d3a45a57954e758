import type { Identity, Scope } from '../identity';
import type { z } from 'zod';

/** Who calls a tool, and until when it is waited for. */
export type McpCall = {
  readonly caller: Identity;
  /** Aborts when the client has gone, or takes its call back. */
  readonly signal: AbortSignal;
};

/** What another program may have this server do: the same as a route, under the same conditions. */
export type McpTool<Input extends z.ZodObject = z.ZodObject> = {
  readonly name: string;
  readonly description: string;
  /** Who is without it is not told of the tool. */
  readonly scope: Scope;
  /** A session token does not do. */
  readonly keysOnly?: true;
  /** It changes nothing. */
  readonly isReadOnly: boolean;
  /** The id of the route that does the same, for the same people: what changes something for an admin is on record by it. */
  readonly twin: string;
  readonly input: Input;
  /**
   * @returns what goes to the client as JSON.
   * @throws what the services throw; the client is told of it in words.
   */
  readonly run: (
    given: z.output<Input>,
    call: McpCall,
  ) => Promise<Readonly<Record<string, unknown>>>;
};

/** Keeps what a tool is given and what its schema says together. */
export function mcpTool<Input extends z.ZodObject>(tool: McpTool<Input>): McpTool {
  return tool;
}

export function mayCall(
  { scopes, token }: Identity,
  tool: Pick<McpTool, 'scope' | 'keysOnly'>,
): boolean {
  return scopes.has(tool.scope) && !(tool.keysOnly === true && token !== undefined);
}
