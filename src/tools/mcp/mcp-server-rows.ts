import { type McpServerEntity, namedColumns } from '@vox/database';

import type { OpenedHeaders } from '../secret-headers';
import type { McpState } from './mcp-connection';
import type { McpServer } from './mcp-server';
import type { McpServerJson, McpToolJson, UpdateMcpServer } from './mcp-server.schema';
import type { McpTool } from './mcp-tools';

/** The columns that a request names, but its secret headers, which are stored sealed. */
export function toColumns(request: UpdateMcpServer): Partial<McpServerEntity> {
  return namedColumns({
    name: request.name,
    url: request.url,
    headers: request.headers,
    timeoutMs: request.timeout_ms,
    toolSettings: request.tool_settings as McpServerEntity['toolSettings'] | undefined,
    isEnabled: request.is_enabled,
  });
}

/** How a server is now: undefined where it is not asked. */
export type Seen = { readonly state: McpState | undefined; readonly tools: readonly McpTool[] };

export function rowJson(
  row: McpServerEntity,
  { headers, problem }: OpenedHeaders,
  seen: Seen,
): McpServerJson {
  return {
    id: row.id,
    name: row.name,
    transport: 'http',
    url: row.url,
    headers: row.headers,
    secret_header_names: Object.keys(headers ?? {}),
    timeout_ms: row.timeoutMs,
    tool_settings: row.toolSettings,
    is_enabled: row.isEnabled,
    read_only: false,
    ...seenJson(seen),
    ...(problem === undefined ? {} : { problem }),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

export function configuredJson({ id, name, timeoutMs }: McpServer, seen: Seen): McpServerJson {
  return {
    id,
    name,
    transport: 'stdio',
    url: null,
    headers: {},
    secret_header_names: [],
    timeout_ms: timeoutMs,
    tool_settings: {},
    is_enabled: true,
    read_only: true,
    ...seenJson(seen),
    created_at: null,
    updated_at: null,
  };
}

export function toolJson({ listed, name, settings, definition, problem }: McpTool): McpToolJson {
  return {
    name,
    server_name: listed.name,
    description: definition?.description ?? listed.description ?? null,
    parameters: definition === undefined ? null : { ...definition.parameters },
    kind: definition?.kind ?? settings.kind ?? 'wait',
    is_read_only: definition?.isReadOnly ?? false,
    is_destructive: definition?.isDestructive ?? false,
    problem: problem ?? null,
  };
}

function seenJson({ state, tools }: Seen) {
  return {
    status: state?.status ?? ('off' as const),
    protocol_version: state?.protocolVersion ?? null,
    server_name: state?.serverName ?? null,
    server_version: state?.serverVersion ?? null,
    tool_count: tools.length,
    problem: state?.problem ?? null,
  };
}
