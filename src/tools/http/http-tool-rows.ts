import { type HttpToolEntity, namedColumns } from '@vox/database';

import type { OpenedHeaders } from '../secret-headers';
import type { ToolDefinition } from '../tool-definition';
import { hasBody } from './http-tool';
import type { ToolJson, UpdateTool } from './http-tool.schema';
import { placeholdersOf } from './url-template';

/** Why fields that are right alone do not go together. */
export type Misfit = { readonly field: string; readonly message: string };

/** The columns that a request names, but its secret headers, which are stored sealed. */
export function toColumns(request: UpdateTool): Partial<HttpToolEntity> {
  return namedColumns({
    name: request.name,
    description: request.description,
    parameters: request.parameters,
    method: request.method,
    url: request.url,
    headers: request.headers,
    responsePath: request.response_path,
    workflow: request.workflow,
    timeoutMs: request.timeout_ms,
    kind: request.kind,
    isReadOnly: request.is_read_only,
    confirm: request.confirm,
    isEnabled: request.is_enabled,
  });
}

/** Undefined where each argument has its place, and each placeholder an argument. */
export function misfitOf({
  parameters,
  method,
  url,
}: Pick<HttpToolEntity, 'parameters' | 'method' | 'url'>): Misfit | undefined {
  const { path, query } = placeholdersOf(url);
  const properties = Object.keys((parameters['properties'] as object | undefined) ?? {});
  const required = (parameters['required'] as readonly string[] | undefined) ?? [];
  const unknown = [...path, ...query].find((name) => !properties.includes(name));
  if (unknown !== undefined) {
    return { field: 'url', message: `{${unknown}} is none of the parameters' properties` };
  }
  const optional = [...path].find((name) => !required.includes(name));
  if (optional !== undefined) {
    return { field: 'parameters', message: `must require ${optional}, which is in the url's path` };
  }
  const lost = properties.find((name) => !path.has(name) && !query.has(name));
  if (lost === undefined || hasBody(method)) return undefined;
  return { field: 'parameters', message: `${lost} is not in the url, and ${method} has no body` };
}

export function rowJson(row: HttpToolEntity, { headers, problem }: OpenedHeaders): ToolJson {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    parameters: row.parameters,
    method: row.method,
    url: row.url,
    headers: row.headers,
    secret_header_names: Object.keys(headers ?? {}),
    response_path: row.responsePath,
    workflow: row.workflow,
    timeout_ms: row.timeoutMs,
    kind: row.kind,
    is_read_only: row.isReadOnly,
    confirm: row.confirm,
    is_enabled: row.isEnabled,
    read_only: false,
    problem: problem ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

export function builtInJson(tool: ToolDefinition): ToolJson {
  const { name, description, parameters, timeoutMs, kind, isReadOnly } = tool;
  return {
    id: name,
    name,
    description,
    parameters: { ...parameters },
    method: null,
    url: null,
    headers: {},
    secret_header_names: [],
    response_path: null,
    workflow: null,
    timeout_ms: timeoutMs,
    kind,
    is_read_only: isReadOnly,
    confirm: null,
    is_enabled: true,
    read_only: true,
    problem: null,
    created_at: null,
    updated_at: null,
  };
}
