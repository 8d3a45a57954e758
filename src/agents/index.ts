export { type AgentChange, AgentChanges } from './agent-changes';
export { AgentsModule } from './agents.module';
export { AgentsService } from './agents.service';
export { listAgentsSchema } from './agent-page';
export { createAgentSchema, toAgentJson, updateAgentSchema } from './agent.schema';
