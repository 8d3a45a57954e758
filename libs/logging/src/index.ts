export { FailureLog } from './failure-log';
export { safePino } from './safe-pino';
