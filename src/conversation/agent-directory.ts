import { type AgentConfig, InvalidInputError } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationStore } from './conversation-store.port';
import { type DatabaseGate, DatabaseUnavailableError } from './database-gate';

const MAX_REMEMBERED = 1000;

/** Finds agents; while the database is down, as they were when last seen. */
export class AgentDirectory {
  readonly #seen = new LRUCache<string, AgentConfig>({ max: MAX_REMEMBERED });
  #lastDefault: AgentConfig = BUILT_IN_AGENT;

  constructor(
    private readonly store: ConversationStore,
    private readonly gate: DatabaseGate,
    private readonly configuredDefaultId: string | undefined,
  ) {}

  /** What answers when nothing can be asked. */
  get fallback(): AgentConfig {
    return this.#lastDefault;
  }

  /**
   * The agent a caller names.
   * @throws InvalidInputError when there is no such active agent.
   */
  async require(agentId: string): Promise<AgentConfig> {
    try {
      const agent = await this.#find(agentId);
      if (agent !== undefined) return agent;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      return this.#seen.get(agentId) ?? this.#lastDefault;
    }
    throw new InvalidInputError('agent_id', 'there is no such agent');
  }

  /** The agent a stored session had, else the default one. */
  async findOrDefault(agentId: string | undefined): Promise<AgentConfig> {
    const preferred = [agentId, this.configuredDefaultId].filter((id) => id !== undefined);
    try {
      for (const id of preferred) {
        const agent = await this.#find(id);
        if (agent !== undefined) return agent;
      }
      this.#lastDefault =
        (await this.gate.run(() => this.store.findDefaultAgent())) ?? BUILT_IN_AGENT;
      return this.#lastDefault;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      const seen = preferred.map((id) => this.#seen.get(id));
      return seen.find((agent) => agent !== undefined) ?? this.#lastDefault;
    }
  }

  async #find(agentId: string): Promise<AgentConfig | undefined> {
    const agent = await this.gate.run(() => this.store.findAgent(agentId));
    if (agent === undefined) this.#seen.delete(agentId);
    else this.#seen.set(agentId, agent);
    // Edits of the default agent also reach whoever falls back to it.
    if (agent?.id === this.#lastDefault.id) this.#lastDefault = agent;
    return agent;
  }
}
