import type { McpServerEntity, McpToolSettings } from '@vox/database';

/** A program of this machine; only the server's own configuration names one. */
export type McpProgram = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
};

/** Where a server is: asked by HTTP, or started here and asked by its standard input and output. */
export type McpPlace =
  | {
      readonly type: 'http';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Opened. */
      readonly secretHeaders: Readonly<Record<string, string>>;
    }
  | ({ readonly type: 'stdio' } & McpProgram);

/** A server of tools that may be asked. */
export type McpServer = {
  /** Of its row; its name where the configuration has it. */
  readonly id: string;
  /** The names of its tools begin with it. */
  readonly name: string;
  readonly place: McpPlace;
  /** Of a call, from its request or the last sign of life. */
  readonly timeoutMs: number;
  /** By the server's own names of its tools. */
  readonly toolSettings: Readonly<Record<string, McpToolSettings>>;
};

/** @param secretHeaders Opened. */
export function mcpServerOf(
  { id, name, url, headers, timeoutMs, toolSettings }: McpServerEntity,
  secretHeaders: Readonly<Record<string, string>>,
): McpServer {
  const place = { type: 'http', url, headers, secretHeaders } as const;
  return { id, name, place, timeoutMs, toolSettings };
}
