import { Injectable, Optional } from '@nestjs/common';
import { type AgentConfig, LanguageModel, SpendingLimits } from '@vox/voice-core';

import type { ToolDefinition } from '../tool-definition';
import { Colleagues } from './colleagues';
import { consultAgent } from './consult-agent';
import { transferToAgent } from './transfer-to-agent';

/** What an agent can do with the agents that it is set to know; it has these tools without naming them. */
@Injectable()
export class ColleagueTools {
  constructor(
    private readonly colleagues: Colleagues,
    private readonly llm: LanguageModel,
    @Optional() private readonly limits?: SpendingLimits,
  ) {}

  /** Made for this agent; empty while none of those it may hand over to, or ask, is there. */
  async of(agent: AgentConfig): Promise<ToolDefinition[]> {
    const { id, transferTo = [], consults = [] } = agent;
    const others = (ids: readonly string[]) => ids.filter((other) => other !== id);
    const [takers, asked] = await Promise.all(
      [transferTo, consults].map((ids) => this.colleagues.namesOf(others(ids))),
    );
    const tools: ToolDefinition[] = [];
    if (takers !== undefined && takers.size > 0) {
      tools.push(transferToAgent(takers, this.colleagues));
    }
    if (asked !== undefined && asked.size > 0) {
      const { colleagues, llm, limits } = this;
      tools.push(consultAgent(asked, { agent, colleagues, llm, limits }));
    }
    return tools;
  }
}
