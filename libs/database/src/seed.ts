import type { DataSource } from 'typeorm';

import { DEFAULT_AGENT } from './default-agent';
import { AgentEntity } from './entities/agent.entity';

/**
 * Gives an installation without agents its first one, marked default. Safe to run at every boot and by
 * two processes at once; never touches agents that people made, renamed or deleted.
 */
export async function seedDefaultAgent(dataSource: DataSource): Promise<void> {
  const agents = dataSource.getRepository(AgentEntity);
  if (await agents.exists()) return;
  // Where another process was faster, its agent stays: id, name and default are unique.
  await agents
    .createQueryBuilder()
    .insert()
    .values({ ...DEFAULT_AGENT, isDefault: true })
    .orIgnore()
    .execute();
}
