export { AgentChanges } from './agent-changes';
export { AgentsModule } from './agents.module';
export { AgentsService, discordTokenPurpose } from './agents.service';
