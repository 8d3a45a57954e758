import type { AgentJson } from './agent.schema';

export type AgentChange = {
  readonly type: 'created' | 'updated' | 'deleted';
  readonly agentId: string;
  /** As REST shows it; absent when it is gone. */
  readonly agent?: AgentJson;
};

/** Tells other rooms that an agent was made, edited, switched off or deleted. */
export class AgentChanges {
  readonly #listeners = new Set<(change: AgentChange) => void>();

  /** @param listener Must not throw. @returns ends it. */
  listen(listener: (change: AgentChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(change: AgentChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
