import { Injectable, Optional } from '@nestjs/common';
import {
  type AgentConfig,
  Clock,
  ProviderError,
  type Tool,
  type ToolResult,
  type ToolRun,
  Tools,
} from '@vox/voice-core';

import { currentTime } from './built-in/current-time';
import { endCall } from './built-in/end-call';
import { sendText } from './built-in/send-text';
import { setLanguage } from './built-in/set-language';
import { ColleagueTools } from './colleagues/colleague-tools';
import { serverOfAll } from './mcp/tool-names';
import { ToolArguments } from './tool-arguments';
import { failed, type ToolDefinition } from './tool-definition';

/** More of a result is read by nobody and paid for with every further question. */
const MAX_RESULT_CHARACTERS = 8000;

/** OpenAI takes no more with a request. */
const MOST_OFFERED = 128;

/** Where people have tools from: rows that ask by HTTP, and servers of the Model Context Protocol. */
export type ToolSource = 'http' | 'mcp';

/** Every tool there is, and which of them an agent may call. A name that no tool has is passed over. */
@Injectable()
export class ToolsService extends Tools {
  readonly #arguments = new ToolArguments();
  readonly #builtIn = new Map<string, ToolDefinition>();
  readonly #added = new Map<ToolSource, ReadonlyMap<string, ToolDefinition>>();
  /** Those that were made for one agent. */
  readonly #own = new WeakMap<object, ToolDefinition>();

  constructor(
    clock: Clock,
    @Optional() private readonly colleagues?: ColleagueTools,
  ) {
    super();
    this.add([currentTime(clock), endCall, sendText, setLanguage]);
  }

  /** Those that come with the server. */
  get builtIn(): readonly ToolDefinition[] {
    return [...this.#builtIn.values()];
  }

  /** Those of a room of the server: they come with it. */
  add(tools: readonly ToolDefinition[]): void {
    for (const tool of tools) this.#builtIn.set(tool.name, tool);
  }

  /** Those of one place; the next turn follows them. One that has the name of a built-in one is never called. */
  setTools(source: ToolSource, tools: readonly ToolDefinition[]): void {
    this.#added.set(source, new Map(tools.map((tool) => [tool.name, tool])));
  }

  override async of(agent: AgentConfig): Promise<readonly Tool[]> {
    const { tools: names = [] } = agent;
    const own = (await this.colleagues?.of(agent)) ?? [];
    for (const tool of own) this.#own.set(tool, tool);
    const taken = own.map(({ name }) => name);
    const named = names.filter((name) => !taken.includes(name));
    const found = new Set(named.flatMap((name) => this.#named(name)));
    const offered = [...found].map((tool) => this.#asAsked(tool, agent));
    return [...offered.slice(0, MOST_OFFERED - own.length), ...own];
  }

  override async run(
    asked: Pick<Tool, 'name'>,
    argumentsText: string,
    run: ToolRun,
  ): Promise<ToolResult> {
    const tool = this.#own.get(asked) ?? this.#find(asked.name);
    if (tool === undefined) return failed(`There is no tool ${asked.name} any more.`);
    return this.perform(tool, argumentsText, run);
  }

  /** Runs one that need not be among these: what comes of it is what a model would be given. */
  async perform(tool: ToolDefinition, argumentsText: string, run: ToolRun): Promise<ToolResult> {
    const { given, problem } = this.#arguments.read(tool, argumentsText);
    if (given === undefined) return failed(problem);
    try {
      return capped(await tool.invoke(given, run));
    } catch (error) {
      // Somebody else's server failed, which the model may know; why is for the log of who asked it.
      if (error instanceof ProviderError) return failed(`It failed: ${error.category}.`);
      throw error;
    }
  }

  /** As the agent, or the tool itself, wants people to be asked about it; what comes with the server asks nobody. */
  #asAsked(tool: ToolDefinition, { toolConfirmation }: AgentConfig): ToolDefinition {
    const { isDestructive = false, confirm } = tool;
    const asked = confirm ?? toolConfirmation ?? 'destructive';
    const isAsked = asked === 'always' || (asked === 'destructive' && isDestructive);
    return isAsked && !this.#builtIn.has(tool.name) ? { ...tool, needsConfirmation: true } : tool;
  }

  /** `server__*`: all of a server. */
  #named(name: string): readonly ToolDefinition[] {
    const server = serverOfAll(name);
    if (server === undefined) return [this.#find(name) ?? []].flat();
    const all = [...(this.#added.get('mcp')?.values() ?? [])];
    return all.filter((tool) => tool.name.startsWith(`${server}__`));
  }

  #find(name: string): ToolDefinition | undefined {
    const added = this.#added.get('http')?.get(name) ?? this.#added.get('mcp')?.get(name);
    return this.#builtIn.get(name) ?? added;
  }
}

function capped(result: ToolResult): ToolResult {
  const { content } = result;
  if (content.length <= MAX_RESULT_CHARACTERS) return result;
  return { ...result, content: `${content.slice(0, MAX_RESULT_CHARACTERS)}… (cut off)` };
}
