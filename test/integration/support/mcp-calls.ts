import { AllowedHosts } from '@vox/outbound';
import { SystemClock, type ToolResult } from '@vox/voice-core';

import { callerMeta } from '../../../src/tools/mcp/caller-meta';
import { type McpCall, McpConnection } from '../../../src/tools/mcp/mcp-connection';
import type { AddressRules } from '../../../src/tools/mcp/mcp-fetch';
import { resultOf } from '../../../src/tools/mcp/mcp-result';
import type { McpPlace } from '../../../src/tools/mcp/mcp-server';
import { eventually } from '../../support/eventually';
import { mcpProgram } from './mcp-programs';

export const RULES: AddressRules = { allowsPrivate: true, allowed: AllowedHosts.parse('') };
const CALLER = {
  sessionId: 's',
  userId: 'ada',
  agentName: 'Vox',
  turnId: 't',
  channel: 'discord',
  speakers: [{ id: '7', name: 'Ada' }],
} as const;

const open: McpConnection[] = [];

export function connectTo(place: McpPlace, rules = RULES): McpConnection {
  const connection = new McpConnection(place, {
    clock: new SystemClock(),
    rules,
    onTools: () => undefined,
  });
  open.push(connection);
  return connection;
}

export async function listed(place: McpPlace): Promise<McpConnection> {
  const connection = connectTo(place);
  await eventually(
    () => connection.tools,
    ({ length }) => length > 0,
  );
  return connection;
}

export async function call(
  connection: McpConnection,
  tool: string,
  given: Record<string, unknown> = {},
  more: Partial<Pick<McpCall, 'signal' | 'onProgress' | 'timeoutMs' | 'ask'>> = {},
): Promise<ToolResult> {
  const { signal, onProgress = () => undefined, timeoutMs = 50_000 } = more;
  const { ask = () => Promise.resolve({ action: 'cancel' }) } = more;
  return resultOf(
    await connection.call({
      tool,
      given,
      meta: callerMeta({ callId: 'call_1', caller: CALLER }),
      headers: { 'x-voxbridge-user': 'ada' },
      timeoutMs,
      maxMs: 60_000,
      signal: signal ?? new AbortController().signal,
      onProgress,
      ask,
    }),
  );
}

export const program = (name: Parameters<typeof mcpProgram>[0], args: string[] = [], env = {}) =>
  ({ type: 'stdio', command: process.execPath, args: [mcpProgram(name), ...args], env }) as const;
export const web = (url: string, secretHeaders = {}) =>
  ({ type: 'http', url, headers: {}, secretHeaders }) as const;

/** All that were opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
}
