import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, type ToolResult, type ToolRun } from '@vox/voice-core';

import { AppConfig } from '../../config';
import { withoutSecrets } from '../hidden-secrets';
import { callerHeaders } from '../tool-caller';
import { isTimeOver } from '../time-limit';
import { failed } from '../tool-definition';
import { ToolsService } from '../tools.service';
import { McpConnection, type McpState } from './mcp-connection';
import { isAnswer, LATE, reasonOf } from './mcp-failure';
import type { AddressRules } from './mcp-fetch';
import { resultOf } from './mcp-result';
import { callerMeta } from './caller-meta';
import { elicitResultOf, formOf } from './elicitation-form';
import type { McpServer } from './mcp-server';
import { type McpTool, mcpToolsOf } from './mcp-tools';

type Followed = {
  server: McpServer;
  readonly connection: McpConnection;
  tools: readonly McpTool[];
};

/** The servers of tools that are asked now, each over one connection that all sessions share, and what they offer. */
@Injectable()
export class McpServers implements OnApplicationShutdown {
  readonly #logger = new Logger('Tools');
  readonly #followed = new Map<string, Followed>();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly tools: ToolsService,
  ) {}

  /** Whose addresses may be asked. */
  get rules(): AddressRules {
    const { OUTBOUND_ALLOW_PRIVATE, OUTBOUND_ALLOWED_HOSTS } = this.config.llm;
    return { allowsPrivate: OUTBOUND_ALLOW_PRIVATE, allowed: OUTBOUND_ALLOWED_HOSTS };
  }

  /** Those that are asked from now on, of one kind of place. What has not moved keeps its connection; the others are closed. */
  follow(type: McpServer['place']['type'], servers: readonly McpServer[]): void {
    const wanted = new Map(servers.map((server) => [server.id, server]));
    for (const [id, { server, connection }] of this.#followed) {
      if (server.place.type !== type || isSamePlace(server, wanted.get(id))) continue;
      this.#followed.delete(id);
      void connection.close();
    }
    for (const server of servers) {
      const followed = this.#followed.get(server.id);
      if (followed === undefined) this.#followed.set(server.id, this.#begun(server));
      else if (JSON.stringify(followed.server) !== JSON.stringify(server)) {
        followed.server = server;
        this.#list(followed);
      }
    }
    this.#offer();
  }

  /** Undefined where none is asked. */
  stateOf(id: string): McpState | undefined {
    return this.#followed.get(id)?.connection.state;
  }

  toolsOf(id: string): readonly McpTool[] {
    return this.#followed.get(id)?.tools ?? [];
  }

  /** Resolves when that server has been asked for its tools once; at once where none is. */
  asked(id: string): Promise<void> {
    return this.#followed.get(id)?.connection.asked ?? Promise.resolve();
  }

  async onApplicationShutdown(): Promise<void> {
    const all = [...this.#followed.values()];
    this.#followed.clear();
    await Promise.all(all.map(({ connection }) => connection.close()));
  }

  #begun(server: McpServer): Followed {
    const connection = new McpConnection(server.place, {
      clock: this.clock,
      rules: this.rules,
      onTools: () => {
        this.#list(followed);
        this.#offer();
      },
    });
    const followed: Followed = { server, connection, tools: [] };
    return followed;
  }

  #list(followed: Followed): void {
    const { server, connection } = followed;
    followed.tools = mcpToolsOf(server, connection.tools, (tool, given, run) =>
      this.#invoke(followed, tool, given, run),
    );
    for (const { name, problem } of followed.tools) {
      if (problem !== undefined)
        this.#logger.warn({ tool: name, problem }, 'A tool is not offered');
    }
  }

  #offer(): void {
    const offered = [...this.#followed.values()].flatMap(({ tools }) => tools);
    this.tools.setTools(
      'mcp',
      offered.flatMap(({ definition }) => definition ?? []),
    );
  }

  async #invoke(
    { server, connection }: Followed,
    { listed, name, definition }: McpTool,
    given: Readonly<Record<string, unknown>>,
    run: ToolRun,
  ): Promise<ToolResult> {
    const title = definition?.title ?? listed.name;
    try {
      const result = await connection.call({
        tool: listed.name,
        given,
        meta: callerMeta(run),
        headers: callerHeaders(run),
        timeoutMs: server.timeoutMs,
        maxMs: Math.max(server.timeoutMs, run.maxMs),
        signal: run.signal,
        onProgress: run.showsLife,
        ask: async (question) => elicitResultOf(await run.ask(formOf(question, title))),
      });
      return withoutSecrets(resultOf(result), secretsOf(server));
    } catch (error) {
      const isLate = isTimeOver(run.signal);
      if (run.signal.aborted && !isLate) throw error;
      const told = isLate ? LATE : reasonOf(error);
      const reason = withoutSecrets(failed(told), secretsOf(server)).content;
      this.#logger.warn(
        { tool: name, reason: isAnswer(error) && !isLate ? 'refused' : reason },
        'A tool failed',
      );
      return failed(`It failed: ${reason}.`);
    }
  }
}

function isSamePlace(one: McpServer, other: McpServer | undefined): boolean {
  return JSON.stringify(one.place) === JSON.stringify(other?.place);
}

function secretsOf({ place }: McpServer): readonly string[] {
  return place.type === 'http' ? Object.values(place.secretHeaders) : [];
}
