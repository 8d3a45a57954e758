import type { AgentEntity } from '@vox/database';
import type { Repository } from 'typeorm';

import { parseConfig } from '../config';
import { DefaultAgentCheck } from './default-agent-check';

const ID = '7f0c2a4e-52f5-4d0f-9a5e-0c55d3c6a111';

function check(find: () => Promise<Partial<AgentEntity> | null>, DEFAULT_AGENT_ID = ID) {
  const agents = { findOneBy: find } as unknown as Repository<AgentEntity>;
  return new DefaultAgentCheck(parseConfig({ DEFAULT_AGENT_ID }), agents).onApplicationBootstrap();
}

describe(DefaultAgentCheck.name, () => {
  it('is content with an agent that is there, and with none being named', async () => {
    await check(() => Promise.resolve({ id: ID, isActive: true }));
    await check(() => Promise.reject(new Error('nobody asks')), '');
  });

  it.each([
    [null, `DEFAULT_AGENT_ID: there is no agent ${ID}`],
    [{ id: ID, isActive: false }, `DEFAULT_AGENT_ID: the agent ${ID} is switched off`],
  ])('refuses the start for %j', async (agent, problem) => {
    await expect(check(() => Promise.resolve(agent))).rejects.toMatchObject({
      problems: [problem],
    });
  });

  it('lets a start be when the database cannot be asked', async () => {
    const gone = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    await check(() => Promise.reject(gone));
  });
});
