import { Injectable } from '@nestjs/common';
import { givenId } from '@vox/protocol';
import { z } from 'zod';

import {
  AgentsService,
  createAgentSchema,
  listAgentsSchema,
  toAgentJson,
  updateAgentSchema,
} from '../../agents';
import { mcpTool, type McpTool } from '../mcp-tool';

const agentId = givenId().describe('As `list_agents` has it.');

/** Agents, as `/api/agents` has them. */
@Injectable()
export class AgentTools {
  constructor(private readonly agents: AgentsService) {}

  get all(): readonly McpTool[] {
    return [this.#list(), this.#create(), this.#update(), this.#delete()];
  }

  #list(): McpTool {
    return mcpTool({
      name: 'list_agents',
      description: 'Lists agents with all their settings, the default one first, then by name.',
      scope: 'read',
      keysOnly: true,
      isReadOnly: true,
      twin: 'listAgents',
      input: listAgentsSchema.pick({ limit: true }),
      run: async (query) => ({
        agents: (await this.agents.page({ ...query, after: undefined })).agents.map(toAgentJson),
      }),
    });
  }

  #create(): McpTool {
    return mcpTool({
      name: 'create_agent',
      description: 'Makes an agent.',
      scope: 'admin',
      isReadOnly: false,
      twin: 'createAgent',
      input: createAgentSchema,
      run: async (request) => ({ ...toAgentJson(await this.agents.create(request)) }),
    });
  }

  #update(): McpTool {
    return mcpTool({
      name: 'update_agent',
      description:
        'Changes what is named of an agent; conversations that go on follow with their next answer.',
      scope: 'admin',
      isReadOnly: false,
      twin: 'updateAgent',
      input: updateAgentSchema.extend({ id: agentId }),
      run: async ({ id, ...request }) => ({
        ...toAgentJson(await this.agents.update(id, request)),
      }),
    });
  }

  #delete(): McpTool {
    return mcpTool({
      name: 'delete_agent',
      description: 'Deletes an agent; its conversations stay, and go on with the default one.',
      scope: 'admin',
      isReadOnly: false,
      twin: 'deleteAgent',
      input: z.strictObject({ id: agentId }),
      run: async ({ id }) => {
        await this.agents.remove(id);
        return { id };
      },
    });
  }
}
