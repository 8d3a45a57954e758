import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { AgentEntity, isDatabaseUnavailable } from '@vox/database';
import { ConfigError } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { AppConfig } from '../config';

/** Refuses a start whose DEFAULT_AGENT_ID names nobody: sessions would be answered by somebody else. */
@Injectable()
export class DefaultAgentCheck implements OnApplicationBootstrap {
  constructor(
    private readonly config: AppConfig,
    @InjectRepository(AgentEntity) private readonly agents: Repository<AgentEntity>,
  ) {}

  /** @throws ConfigError when the agent does not exist, or is switched off. */
  async onApplicationBootstrap(): Promise<void> {
    const { DEFAULT_AGENT_ID: id } = this.config.conversation;
    if (id === undefined) return;
    const agent = await this.#find(id);
    if (agent === null) throw new ConfigError([`DEFAULT_AGENT_ID: there is no agent ${id}`]);
    if (agent?.isActive === false) {
      throw new ConfigError([`DEFAULT_AGENT_ID: the agent ${id} is switched off`]);
    }
  }

  async #find(id: string): Promise<AgentEntity | null | undefined> {
    try {
      return await this.agents.findOneBy({ id });
    } catch (error) {
      // Without the database nobody knows; the next start asks again.
      if (isDatabaseUnavailable(error)) return undefined;
      throw error;
    }
  }
}
