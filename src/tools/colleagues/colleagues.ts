import {
  type AgentConfig,
  AgentUnavailableError,
  entriesUpTo,
  InvalidInputError,
} from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import type { ConversationService } from '../../conversation';

const MAX_REMEMBERED = 1000;

/** No answer waits for the database to be told its colleagues' names anew. */
const NAMES_FOR_MS = 10_000;

/** The agents that others may hand a conversation over to, or ask. */
export class Colleagues {
  readonly #names: LRUCache<string, { readonly name: string | undefined }>;

  constructor(private readonly agents: Pick<ConversationService, 'findAgent'>) {
    this.#names = new LRUCache({
      ...entriesUpTo(MAX_REMEMBERED),
      ttl: NAMES_FOR_MS,
      allowStale: true,
      fetchMethod: async (id) => ({ name: (await this.find(id))?.name }),
    });
  }

  /** The names of those of `ids` that are there; as they were lately. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await Promise.all(
      ids.map(async (id) => [id, (await this.#nameOf(id)) ?? ''] as const),
    );
    return new Map(found.filter(([, name]) => name !== ''));
  }

  /** As it is set now; undefined when it is gone, switched off, or cannot be read. */
  async find(id: string): Promise<AgentConfig | undefined> {
    try {
      return await this.agents.findAgent(id);
    } catch (error) {
      if (error instanceof InvalidInputError || error instanceof AgentUnavailableError) {
        return undefined;
      }
      throw error;
    }
  }

  async #nameOf(id: string): Promise<string | undefined> {
    return (await this.#names.fetch(id))?.name;
  }
}
