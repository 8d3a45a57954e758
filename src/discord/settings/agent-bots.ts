import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { AgentEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { SecretBox, secretPurpose, UnreadableSecretError } from '../../secrets';
import { forPerson } from './person-deadline';

/** An agent as people choose it. */
export type ListedAgent = {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly hasOwnBot: boolean;
};

/** An agent that has a bot of its own. */
export type AgentBot =
  | { readonly agentId: string; readonly token: string }
  /** What is stored cannot be read with this server's key. */
  | { readonly agentId: string; readonly token: undefined };

/** The agents that may talk, and their bots' tokens. */
@Injectable()
export class AgentBots {
  constructor(
    @InjectRepository(AgentEntity) private readonly agents: Repository<AgentEntity>,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Active ones, the default one first, then by name. */
  async list(): Promise<ListedAgent[]> {
    const agents = await forPerson(this.clock, () =>
      this.agents.find({ where: { isActive: true }, order: { isDefault: 'DESC', name: 'ASC' } }),
    );
    return agents.map(({ id, name, isDefault, discordToken }) => ({
      id,
      name,
      isDefault,
      hasOwnBot: discordToken !== null,
    }));
  }

  /** Active agents with a bot of their own, the oldest first. */
  async bots(): Promise<AgentBot[]> {
    const agents = await this.agents.find({
      where: { isActive: true },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const bots = agents.map(async ({ id, discordToken }) =>
      discordToken === null ? [] : [await this.#open(id, discordToken)],
    );
    return (await Promise.all(bots)).flat();
  }

  async #open(agentId: string, sealed: string): Promise<AgentBot> {
    try {
      const token = await this.secrets.open(sealed, secretPurpose('agents.discord_token', agentId));
      return { agentId, token };
    } catch (error) {
      if (error instanceof UnreadableSecretError) return { agentId, token: undefined };
      throw error;
    }
  }
}
