import {
  type AgentConfig,
  type Clock,
  type Form,
  type FormAnswer,
  type Tool,
  type ToolResult,
  type ToolRun,
  Tools,
} from '@vox/voice-core';

export type ScriptedTool = Partial<Omit<Tool, 'name'>> & {
  /** How long it takes. */
  readonly takesMs?: number;
  /** It shows that it lives, so often. */
  readonly livesEveryMs?: number;
  /** What it asks who called it when its time is over, one after the other, before it is done. */
  readonly asks?: readonly Form[];
  /** What comes of it: `done` when absent. */
  readonly gives?: ToolResult | Error | ((run: ToolRun) => ToolResult);
};

/** One run of a tool, as the tool itself has it. */
export type ToolLogEntry = {
  readonly name: string;
  readonly arguments: string;
  readonly run: ToolRun;
  readonly startedAtMs: number;
  /** What it was answered. */
  readonly answers: FormAnswer[];
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
        const {
          takesMs: _takes,
          gives: _gives,
          livesEveryMs: _lives,
          asks: _asks,
          ...settings
        } = this.tools[name] ?? {};
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
    const tool = this.tools[name] ?? {};
    const { takesMs = 0, gives = { content: 'done' }, livesEveryMs = Infinity, asks = [] } = tool;
    const startedAtMs = this.clock.nowMs();
    const entry: ToolLogEntry = {
      name,
      arguments: given,
      run,
      startedAtMs,
      answers: [],
      outcome: 'running',
    };
    this.log.push(entry);
    const endAtMs = startedAtMs + takesMs;
    for (let atMs = startedAtMs; atMs < endAtMs && !run.signal.aborted; run.showsLife()) {
      atMs = Math.min(atMs + livesEveryMs, endAtMs);
      await this.clock.sleepUntil(atMs, run.signal);
    }
    const isInTime = this.clock.nowMs() >= endAtMs;
    for (const form of isInTime ? asks : []) entry.answers.push(await run.ask(form));
    if (!isInTime || (asks.length > 0 && run.signal.aborted)) {
      entry.outcome = 'abandoned';
      throw new Error('it was told to stop');
    }
    entry.outcome = gives instanceof Error ? 'failed' : 'done';
    if (gives instanceof Error) throw gives;
    return typeof gives === 'function' ? gives(run) : gives;
  }
}
