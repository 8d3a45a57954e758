import { Listeners } from '@vox/voice-core';

import type { AgentJson } from './agent.schema';

export type AgentChange = {
  readonly type: 'created' | 'updated' | 'deleted';
  readonly agentId: string;
  /** As REST shows it; absent when it is gone. */
  readonly agent?: AgentJson;
};

/** Tells other rooms that an agent was made, edited, switched off or deleted. */
export class AgentChanges extends Listeners<AgentChange> {}
