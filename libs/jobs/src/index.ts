export {
  type JobInput,
  type JobName,
  type JobPayload,
  type RecordTurn,
  recordTurnJobId,
  recordTurnSchema,
  type RecordUses,
  type WebhookEvent,
  webhookEvents,
} from './job-catalogue';
export { ErasedPayers } from './erased-payers';
export { JobBoard } from './job-board';
export { JobHandler, JobHandlers, type JobTry } from './job-handler';
export {
  type JobOutcome,
  JobQueue,
  type JobQueueHealth,
  JobRefusedError,
  type JobState,
  jobStates,
  type JobView,
} from './job-queue.port';
export { JobsModule, type JobsOptions } from './jobs.module';
export { reachRedis } from './reach-redis';
export { toMessageRows } from './message-rows';
export { RecordedTurns, type TurnIdentity } from './recorded-turns';
export { WebhookFanOut, type WebhookOccasion } from './webhook-fan-out';
