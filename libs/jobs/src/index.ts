export {
  type JobInput,
  type JobName,
  type JobPayload,
  type RecordTurn,
  recordTurnJobId,
  recordTurnSchema,
} from './job-catalogue';
export { type JobOutcome, JobQueue, type JobQueueHealth, JobRefusedError } from './job-queue.port';
export { JobsModule, type JobsOptions } from './jobs.module';
export { reachRedis } from './reach-redis';
export { toMessageRows } from './message-rows';
export { RecordedTurns, type TurnIdentity } from './recorded-turns';
