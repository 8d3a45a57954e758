export {
  type JobInput,
  type JobName,
  type JobPayload,
  type RecordTurn,
  recordTurnJobId,
  recordTurnSchema,
} from './job-catalogue';
export { JobQueue, type JobQueueHealth } from './job-queue.port';
export { JobsModule, type JobsOptions } from './jobs.module';
export { reachRedis } from './reach-redis';
