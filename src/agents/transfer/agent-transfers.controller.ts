import { Body, Controller, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../../http';
import {
  AGENT_DOCUMENT,
  type AgentDocument,
  agentDocumentSchema,
  type ImportAgentQuery,
  importAgentQuerySchema,
  type ImportedAgentJson,
  importedAgentSchema,
  type ReadAgentDocument,
  readAgentDocumentSchema,
} from './agent-document.schema';
import { AgentTransfers } from './agent-transfers';

/** Agents, from one server to another. */
@ApiTag('Agents')
@Controller('api/agents')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class AgentTransfersController {
  constructor(private readonly transfers: AgentTransfers) {}

  @Get(':id/export')
  @ApiRoute({
    id: 'exportAgent',
    scope: 'admin',
    summary:
      'One as a document that `POST /api/agents/import` of any server reads, without its secrets.',
    description:
      'What it refers to, providers, tools and other agents, is named as it is called here.',
    params: idParams,
    responses: { 200: agentDocumentSchema, 404: 'There is no such agent.' },
  })
  export(@Param('id') id: string): Promise<AgentDocument> {
    return this.transfers.write(id);
  }

  @Post('import')
  @ApiRoute({
    id: 'importAgent',
    scope: 'admin',
    summary: 'Makes one of a document, or sets the one of its name where that is asked for.',
    description:
      'Providers, tools and other agents are found by the names that the document has for them. What is not here is told: each field in the `errors` of a refusal, or in `missing` of an agent that was made without it.',
    query: importAgentQuerySchema,
    body: readAgentDocumentSchema,
    example: {
      ...AGENT_DOCUMENT,
      agent: {
        name: 'Grace',
        system_prompt: 'You are Grace, exact and calm.',
        llm_steps: [{ provider: 'local', model: 'llama3.2' }],
        tools: ['current_time'],
      },
    },
    responses: {
      200: importedAgentSchema,
      409: 'Another agent has this name, there are MAX_AGENTS, or the default one would be switched off.',
    },
  })
  import(
    @Query() query: ImportAgentQuery,
    @Body() document: ReadAgentDocument,
  ): Promise<ImportedAgentJson> {
    return this.transfers.read(document, query);
  }
}
