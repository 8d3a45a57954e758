import { ToneSynthesizer } from '@vox/testing';

import { agentFields, updateAgentSchema } from '../agent.schema';
import type { AgentsService } from '../agents.service';
import type { AgentReferences } from './agent-references';
import { AgentTransfers } from './agent-transfers';

class UpdatedError extends Error {
  constructor(readonly request: object) {
    super();
  }
}

/** What an agent is set to where a document that names nothing but `name` and `system_prompt` overwrites it. */
async function overwritten(): Promise<object> {
  const agents = {
    idOf: () => Promise.resolve('a-1'),
    update: (_id: string, request: object) => Promise.reject(new UpdatedError(request)),
  } as unknown as AgentsService;
  const references = {
    resolved: () => Promise.resolve({ references: {}, missing: [] }),
  } as unknown as AgentReferences;
  const transfers = new AgentTransfers(agents, references, new ToneSynthesizer());
  const document = { agent: { name: 'Ada', system_prompt: 'You are Ada.' } };
  const read = transfers.read(document as unknown as Parameters<AgentTransfers['read']>[0], {
    on_conflict: 'overwrite',
    missing: 'refuse',
  });
  const error: unknown = await read.catch((caught: unknown) => caught);
  if (error instanceof UpdatedError) return error.request;
  throw error;
}

it.each(Object.keys(agentFields))(
  'sets %s to what an agent may have where the document that overwrites it does not name it',
  async (field) => {
    const request: Record<string, unknown> = { ...(await overwritten()) };
    expect(request).toHaveProperty(field);
    expect(updateAgentSchema.safeParse({ [field]: request[field] })).toMatchObject({
      success: true,
    });
  },
);
