export { type ConversationMetrics, ConversationService } from './conversation.service';
export { ConversationModule } from './conversation.module';
export { type Deletion, Forgetting, type Forgotten } from './forgetting';
export { ServerIdentity } from './server-identity';
export { type SessionChange, SessionChanges } from './session-changes';
export type { ActiveSession } from './session-info';
export { type HistorySummary, HistorySummaries } from './history-summaries';
export { charactersIn, LONG_CHARACTERS } from './long-history';
