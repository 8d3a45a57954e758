import {
  type AgentConfig,
  type Clock,
  type Tool,
  type ToolResult,
  type ToolRun,
  Tools,
} from '@vox/voice-core';

export type ScriptedTool = Partial<Omit<Tool, 'name'>> & {
  /** How long it takes. */
  readonly takesMs?: number;
  /** What comes of it: `done` when absent. */
  readonly gives?: ToolResult | Error | ((run: ToolRun) => ToolResult);
};

/** One run of a tool, as the tool itself has it. */
export type ToolLogEntry = {
  readonly name: string;
  readonly arguments: string;
  readonly run: ToolRun;
  readonly startedAtMs: number;
  /** `abandoned`: it was told to stop before it had done anything. */
  outcome: 'running' | 'done' | 'failed' | 'abandoned';
};

/** Tools on a clock. Their log says what was really done, and how often. */
export class ScriptedTools extends Tools {
  readonly log: ToolLogEntry[] = [];

  constructor(
    private readonly tools: Readonly<Record<string, ScriptedTool>>,
    private readonly clock: Clock,
  ) {
    super();
  }

  override of(agent: AgentConfig): Promise<readonly Tool[]> {
    const names = (agent.tools ?? []).filter((name) => this.tools[name] !== undefined);
    return Promise.resolve(
      names.map((name) => {
        const { takesMs: _takes, gives: _gives, ...settings } = this.tools[name] ?? {};
        return {
          name,
          description: `Does ${name}.`,
          parameters: { type: 'object' },
          kind: 'wait',
          isReadOnly: false,
          timeoutMs: 60_000,
          ...settings,
        };
      }),
    );
  }

  override async run({ name }: Tool, given: string, run: ToolRun): Promise<ToolResult> {
    const { takesMs = 0, gives = { content: 'done' } } = this.tools[name] ?? {};
    const startedAtMs = this.clock.nowMs();
    const entry: ToolLogEntry = { name, arguments: given, run, startedAtMs, outcome: 'running' };
    this.log.push(entry);
    await this.clock.sleepUntil(startedAtMs + takesMs, run.signal);
    if (this.clock.nowMs() < startedAtMs + takesMs) {
      entry.outcome = 'abandoned';
      throw new Error('it was told to stop');
    }
    entry.outcome = gives instanceof Error ? 'failed' : 'done';
    if (gives instanceof Error) throw gives;
    return typeof gives === 'function' ? gives(run) : gives;
  }
}
