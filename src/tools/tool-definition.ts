import type { Tool, ToolResult, ToolRun } from '@vox/voice-core';

/** A tool and what it does. */
export type ToolDefinition = Tool & {
  /**
   * @param given Arguments, as `parameters` has them.
   * @throws what the model is not told of: that it failed is all it learns.
   */
  readonly invoke: (given: Readonly<Record<string, unknown>>, run: ToolRun) => Promise<ToolResult>;
};

export function failed(content: string): ToolResult {
  return { content, isError: true };
}
