/** Tells other rooms that an agent was made, edited, switched off or deleted. */
export class AgentChanges {
  readonly #listeners = new Set<(agentId: string) => void>();

  /** @param listener Must not throw. @returns ends it. */
  listen(listener: (agentId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(agentId: string): void {
    for (const listener of this.#listeners) listener(agentId);
  }
}
