import {
  type AgentConfig,
  AgentUnavailableError,
  type Clock,
  entriesUpTo,
  InvalidInputError,
} from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationStore } from './conversation-store.port';
import { type DatabaseGate, DatabaseUnavailableError } from './database-gate';

const MAX_REMEMBERED = 1000;

/** Who asks for an agent by name would rather wait than talk to another one: longer than a restart of PostgreSQL takes. */
const PATIENCE_MS = 5000;
const RETRY_AFTER_MS = 250;

/** A question on a connection that went silent is given up on for others, who ask anew. */
const SHARED_FOR_MS = 3000;

export type FoundAgent = {
  readonly agent: AgentConfig;
  /** It only stands in: which one it should be could not be asked. Never stored with a session. */
  readonly isStandIn: boolean;
};

type Asking = { readonly answer: Promise<AgentConfig | undefined>; readonly sinceMs: number };

/** Finds agents; while the database is down, as they were when last seen. */
export class AgentDirectory {
  readonly #seen = new LRUCache<string, AgentConfig>(entriesUpTo(MAX_REMEMBERED));
  /** Questions that are not answered yet: many who want the same agent of a stuck database hold one connection. */
  readonly #asking = new Map<string, Asking>();
  #lastDefault: AgentConfig = BUILT_IN_AGENT;

  constructor(
    private readonly store: ConversationStore,
    private readonly gate: DatabaseGate,
    private readonly clock: Clock,
    private readonly configuredDefaultId: string | undefined,
  ) {}

  /**
   * The agent of that id; as last seen while the database does not answer, and when it was never seen, waited for.
   * Undefined when there is none, or it is switched off.
   * @param patienceMs How long it is waited for; a turn's usual deadline when that is less.
   * @throws AgentUnavailableError when it could not be read in time: nobody else answers in its place.
   */
  async find(agentId: string, patienceMs: number = PATIENCE_MS): Promise<AgentConfig | undefined> {
    const untilMs = this.clock.nowMs() + patienceMs;
    for (;;) {
      const seen = this.#lastSeen(agentId);
      const leftMs = untilMs - this.clock.nowMs();
      try {
        return await this.#ask(agentId, seen === undefined && leftMs > 0 ? leftMs : undefined);
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError)) throw error;
        if (seen !== undefined) return seen;
        if (this.clock.nowMs() + RETRY_AFTER_MS >= untilMs) {
          throw new AgentUnavailableError({ cause: error });
        }
      }
      await this.clock.sleepUntil(this.clock.nowMs() + RETRY_AFTER_MS);
    }
  }

  /**
   * The agent a caller names.
   * @throws InvalidInputError when there is no such active agent; AgentUnavailableError as `find`.
   */
  async require(agentId: string): Promise<AgentConfig> {
    const agent = await this.find(agentId);
    if (agent === undefined) throw new InvalidInputError('agent_id', 'there is no such agent');
    return agent;
  }

  /** The agent of whoever names none. Waits for the database no longer than a turn does. */
  async findDefault(): Promise<FoundAgent> {
    const { configuredDefaultId } = this;
    try {
      if (configuredDefaultId !== undefined) {
        const agent = await this.#ask(configuredDefaultId);
        if (agent !== undefined) return { agent, isStandIn: false };
      }
      const found = await this.gate.run('agents', () => this.store.findDefaultAgent());
      if (found !== undefined) this.#remember(found);
      this.#lastDefault = found ?? BUILT_IN_AGENT;
      return { agent: this.#lastDefault, isStandIn: false };
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      const configured =
        configuredDefaultId === undefined ? undefined : this.#seen.get(configuredDefaultId);
      return { agent: configured ?? this.#lastDefault, isStandIn: true };
    }
  }

  /**
   * The agents of `ids` as they are now: what is not there any more, or switched off, is missing.
   * @returns undefined when the database does not answer.
   */
  async refresh(ids: readonly string[]): Promise<ReadonlyMap<string, AgentConfig> | undefined> {
    if (ids.length === 0) return new Map();
    try {
      const found = await this.gate.run('agents', () => this.store.findAgents(ids));
      for (const id of ids) if (!found.some((agent) => agent.id === id)) this.#seen.delete(id);
      for (const agent of found) this.#remember(agent);
      return new Map(found.map((agent) => [agent.id, agent]));
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      return undefined;
    }
  }

  /** The built-in default agent is known without having been seen. */
  #lastSeen(agentId: string): AgentConfig | undefined {
    if (agentId === this.#lastDefault.id) return this.#lastDefault;
    return this.#seen.get(agentId);
  }

  #ask(agentId: string, patienceMs?: number): Promise<AgentConfig | undefined> {
    return this.gate.run('agents', () => this.#read(agentId), patienceMs);
  }

  #read(agentId: string): Promise<AgentConfig | undefined> {
    const nowMs = this.clock.nowMs();
    const running = this.#asking.get(agentId);
    if (running !== undefined && nowMs - running.sinceMs < SHARED_FOR_MS) return running.answer;
    const asking: Asking = { answer: this.#readNow(agentId), sinceMs: nowMs };
    this.#asking.set(agentId, asking);
    const forget = () => {
      if (this.#asking.get(agentId) === asking) this.#asking.delete(agentId);
    };
    void asking.answer.then(forget, forget);
    return asking.answer;
  }

  async #readNow(agentId: string): Promise<AgentConfig | undefined> {
    const agent = await this.store.findAgent(agentId);
    if (agent === undefined) this.#seen.delete(agentId);
    else this.#remember(agent);
    return agent;
  }

  #remember(agent: AgentConfig): void {
    this.#seen.set(agent.id, agent);
    // Edits of the default agent also reach whoever falls back to it.
    if (agent.id === this.#lastDefault.id) this.#lastDefault = agent;
  }
}
