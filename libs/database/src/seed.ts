import type { DataSource } from 'typeorm';

import { DEFAULT_AGENT } from './default-agent';

/**
 * Gives an installation without agents its first one, marked default. Safe to run at every boot and by
 * two processes at once; never touches agents that people made, renamed or deleted.
 */
export async function seedDefaultAgent(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `insert into agents (id, name, system_prompt, is_default)
     select $1::uuid, $2::varchar, $3::text, true where not exists (select 1 from agents)
     on conflict do nothing`,
    [DEFAULT_AGENT.id, DEFAULT_AGENT.name, DEFAULT_AGENT.systemPrompt],
  );
}
