import { Logger } from '@nestjs/common';
import { SystemClock, type ToolRun } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { McpServers } from '../../src/tools/mcp/mcp-servers';
import { ToolsService } from '../../src/tools/tools.service';
import { eventually } from '../support/eventually';
import { web } from './support/mcp-calls';
import { RawMcpServer } from './support/raw-mcp-server';

const TOOL = { name: 'shop__talk' };

describe('a call that a server of tools does not answer', () => {
  const lines: unknown[] = [];
  let server: RawMcpServer;
  let servers: McpServers;
  let tools: ToolsService;

  beforeEach(async () => {
    lines.splice(0);
    const note = (...line: unknown[]) => void lines.push(line);
    Logger.overrideLogger({ log: note, warn: note, error: note });
    server = await RawMcpServer.start();
    const clock = new SystemClock();
    tools = new ToolsService(clock);
    servers = new McpServers(parseConfig({ OUTBOUND_ALLOW_PRIVATE: 'true' }), clock, tools);
  });
  afterEach(async () => {
    await servers.onApplicationShutdown();
    await server.close();
    Logger.overrideLogger(false);
  });

  /** @param timeoutMs The tool's own. */
  const call = async (signal: AbortSignal, timeoutMs: number) => {
    const place = web(server.url);
    servers.follow('http', [{ id: 's', name: 'shop', place, timeoutMs, toolSettings: {} }]);
    await eventually(
      () => servers.toolsOf('s'),
      ({ length }) => length > 0,
    );
    const run = { callId: 'call_1', signal, maxMs: timeoutMs, caller: CALLER } as Partial<ToolRun>;
    return tools.run(TOOL, '{}', run as ToolRun).catch(() => undefined);
  };
  const failures = () => lines.filter((line) => JSON.stringify(line).includes('A tool failed'));
  const LATE = [
    { tool: TOOL.name, reason: 'it does not answer in time' },
    'A tool failed',
    'Tools',
  ];

  it('is logged as one that failed when its own time is over', async () => {
    server.answer = () => undefined;
    await call(new AbortController().signal, 200);
    expect(failures()).toEqual([LATE]);
  });

  it('is logged so when whoever waits for it notices first', async () => {
    const over = new AbortController();
    server.answer = () => over.abort(new DOMException('', 'TimeoutError'));
    await call(over.signal, 50_000);
    expect(failures()).toEqual([LATE]);
  });

  it('is no failure when it was given up', async () => {
    const spoke = new AbortController();
    server.answer = () => spoke.abort();
    await call(spoke.signal, 50_000);
    expect(failures()).toEqual([]);
  });
});

const CALLER = {
  sessionId: 's',
  userId: 'ada',
  agentName: 'Vox',
  turnId: 't',
  channel: 'websocket',
  speakers: [],
} as const;
