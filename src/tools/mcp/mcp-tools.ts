import type { Tool } from '@modelcontextprotocol/client';
import type { McpToolSettings } from '@vox/database';
import type { ToolRun } from '@vox/voice-core';

import type { ToolDefinition } from '../tool-definition';
import { problemOfListed } from './listed-tools';
import type { McpServer } from './mcp-server';
import { modelSchemaOf } from './model-schema';
import { modelNames } from './tool-names';

/** OpenAI takes no more. */
const MAX_DESCRIPTION_CHARACTERS = 1024;

/** A tool of a server, as it listed it, and as models are offered it. */
export type McpTool = {
  readonly listed: Tool;
  /** What models call it. */
  readonly name: string;
  readonly settings: McpToolSettings;
  /** Absent where no model can be offered it. */
  readonly definition?: ToolDefinition;
  readonly problem?: string;
};

type Invoke = (
  tool: McpTool,
  given: Readonly<Record<string, unknown>>,
  run: ToolRun,
) => ReturnType<ToolDefinition['invoke']>;

export function mcpToolsOf(
  { name: server, timeoutMs, toolSettings }: McpServer,
  listed: readonly Tool[],
  invoke: Invoke,
): readonly McpTool[] {
  const names = modelNames(
    server,
    listed.map(({ name }) => name),
  );
  return listed.map((tool) => {
    const settings = toolSettings[tool.name] ?? {};
    const known: McpTool = { listed: tool, name: names.get(tool.name) ?? '', settings };
    const unreadable = problemOfListed(tool);
    if (unreadable !== undefined) return { ...known, problem: unreadable };
    const { parameters, problem } = modelSchemaOf(tool.inputSchema);
    if (parameters === undefined) return { ...known, problem };
    const isReadOnly = settings.is_read_only ?? tool.annotations?.readOnlyHint === true;
    const definition: ToolDefinition = {
      name: known.name,
      description: descriptionOf(tool),
      parameters,
      kind: settings.kind ?? 'wait',
      isReadOnly,
      // By the protocol what changes something destroys unless it says that it does not (2025-03-26, "ToolAnnotations").
      isDestructive: !isReadOnly && tool.annotations?.destructiveHint !== false,
      confirm: settings.confirm,
      title: tool.title ?? tool.annotations?.title ?? tool.name,
      timeoutMs,
      invoke: (given, run) => invoke(known, given, run),
    };
    return { ...known, definition };
  });
}

function descriptionOf({ name, title, annotations, description = '' }: Tool): string {
  const called = title ?? annotations?.title ?? '';
  const text = [called, description].filter((part) => part.trim() !== '').join('. ');
  const told = text === '' ? name : text;
  return told.length <= MAX_DESCRIPTION_CHARACTERS
    ? told
    : `${told.slice(0, MAX_DESCRIPTION_CHARACTERS - 1)}…`;
}
