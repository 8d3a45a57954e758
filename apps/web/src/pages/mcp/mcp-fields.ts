import type { FieldSpec } from '../../forms/form-spec';

/** A server of tools, as POST and PUT /api/mcp-servers take it. */
export const mcpServerFields: readonly FieldSpec[] = [
  {
    name: 'name',
    label: 'tools.name',
    hint: 'mcp.name_hint',
    kind: 'text',
    maxLength: 32,
    isRequired: true,
  },
  {
    name: 'url',
    label: 'tools.url',
    hint: 'mcp.url_hint',
    kind: 'text',
    maxLength: 1000,
    isRequired: true,
    isWide: true,
  },
  {
    name: 'timeout_ms',
    label: 'tools.timeout_ms',
    kind: 'number',
    min: 500,
    max: 60_000,
    step: 500,
    isRequired: true,
    foldedAt: '10000',
  },
  {
    name: 'headers',
    label: 'tools.headers',
    hint: 'tools.headers_hint',
    kind: 'json',
    foldedAt: '{}',
  },
  {
    name: 'tool_settings',
    label: 'mcp.tool_settings',
    hint: 'mcp.tool_settings_hint',
    kind: 'json',
    foldedAt: '{}',
  },
  { name: 'is_enabled', label: 'providers.is_enabled', kind: 'check', foldedAt: true },
];

export const newMcpServer = {
  timeout_ms: 10_000,
  headers: {},
  tool_settings: {},
  is_enabled: true,
} as const;
