import type { HttpToolEntity } from '@vox/database';
import type { Tool } from '@vox/voice-core';

/** A row that may be asked: its secret headers are open. */
export type HttpTool = Tool &
  Pick<HttpToolEntity, 'method' | 'url' | 'headers' | 'responsePath' | 'workflow' | 'confirm'> & {
    readonly secretHeaders: Readonly<Record<string, string>>;
  };

/** @param secretHeaders Opened. */
export function httpToolOf(
  row: HttpToolEntity,
  secretHeaders: Readonly<Record<string, string>>,
): HttpTool {
  const { name, description, parameters, method, url, headers, responsePath, workflow } = row;
  const { timeoutMs, kind, isReadOnly, confirm } = row;
  return {
    name,
    description,
    parameters,
    method,
    url,
    headers,
    secretHeaders,
    responsePath,
    workflow,
    timeoutMs,
    kind,
    isReadOnly,
    confirm,
  };
}

/** Whether arguments that stand nowhere in the URL are sent as a JSON object. */
export function hasBody(method: HttpTool['method']): boolean {
  return method !== 'GET' && method !== 'DELETE';
}
