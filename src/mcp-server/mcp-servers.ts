import { Injectable } from '@nestjs/common';
import { type CallToolResult, McpServer } from '@modelcontextprotocol/server';

import { AuditLog } from '../audit';
import type { Identity } from '../identity';
import { version } from '../info';
import { mayCall, type McpCall, type McpTool } from './mcp-tool';
import { told } from './tool-errors';
import { AgentTools } from './tools/agent-tools';
import { SessionTools } from './tools/session-tools';
import { VoiceTools } from './tools/voice-tools';

const INSTRUCTIONS =
  'VoxBridge lets people talk by voice to agents, in Discord, browsers and phones. `list_sessions` with active=true says who talks now; `say` and `ask` speak to them.';

/** Makes the server that a request of the Model Context Protocol meets: with the tools that who asks may call. */
@Injectable()
export class McpServers {
  readonly tools: readonly McpTool[];

  constructor(
    sessions: SessionTools,
    voice: VoiceTools,
    agents: AgentTools,
    private readonly audit: AuditLog,
  ) {
    this.tools = [...sessions.all, ...voice.all, ...agents.all];
  }

  /** One for each request: nothing is kept between two. */
  serverFor(caller: Identity): McpServer {
    const info = { name: 'voxbridge', title: 'VoxBridge', version };
    const server = new McpServer(info, { instructions: INSTRUCTIONS });
    for (const tool of this.tools.filter((one) => mayCall(caller, one))) {
      const { name, description, input, isReadOnly } = tool;
      server.registerTool(
        name,
        { description, inputSchema: input, annotations: { readOnlyHint: isReadOnly } },
        (given, context) => this.#run(tool, given, { caller, signal: context.mcpReq.signal }),
      );
    }
    return server;
  }

  async #run(
    tool: McpTool,
    given: Record<string, unknown>,
    call: McpCall,
  ): Promise<CallToolResult> {
    try {
      const answer = await tool.run(given, call);
      await this.#note(tool, given, call.caller, 200, answer);
      const content = [{ type: 'text' as const, text: JSON.stringify(answer) }];
      return { content, structuredContent: { ...answer } };
    } catch (error) {
      const { status, message } = told(error, tool.name);
      if (status !== 400) await this.#note(tool, given, call.caller, status);
      return { content: [{ type: 'text', text: message }], isError: true };
    }
  }

  async #note(
    { twin, scope, isReadOnly }: McpTool,
    given: Record<string, unknown>,
    caller: Identity,
    status: number,
    answer: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    if (scope !== 'admin' || isReadOnly) return;
    const target = given['id'] ?? answer['id'];
    await this.audit.note(caller, {
      action: twin,
      targetType: null,
      targetId: typeof target === 'string' ? target : null,
      details: { status, by: 'mcp' },
    });
  }
}
