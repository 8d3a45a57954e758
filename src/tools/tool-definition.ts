import type { Tool, ToolResult, ToolRun } from '@vox/voice-core';

export type Confirm = 'never' | 'always';

/** A tool and what it does. */
export type ToolDefinition = Tool & {
  /** Somebody has added it, and it may undo what cannot be done again. */
  readonly isDestructive?: boolean;
  /** Whether somebody must say yes to it first; as the agent says when absent. */
  readonly confirm?: Confirm | undefined;
  /**
   * @param given Arguments, as `parameters` has them.
   * @throws what the model is not told of: that it failed is all it learns.
   */
  readonly invoke: (given: Readonly<Record<string, unknown>>, run: ToolRun) => Promise<ToolResult>;
};

export function failed(content: string): ToolResult {
  return { content, isError: true };
}
